namespace TeamAccess.Domain.Audit;

/// <summary>The way a request came in.</summary>
public enum Door
{
    /// <summary>The server itself, e.g. when retention removes something.</summary>
    System,
    Scim,
    Grpc,
    Web,
}
