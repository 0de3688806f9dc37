namespace TeamAccess.Domain.Audit;

/// <summary>The way a request came in.</summary>
public enum Door
{
    /// <summary>The server itself, e.g. when it sets up a demo.</summary>
    System,
    Scim,
    Grpc,
    Web,
}
