namespace TeamAccess.Admin;

/// <summary>How the admin interface is offered.</summary>
public sealed class AdminOptions
{
    /// <summary>
    /// Whether <c>grpc.reflection.v1</c> answers, without a credential: it tells the contract in <c>protos/</c>, which
    /// is public, and nothing of any workspace. On by default, so that grpcurl works at once.
    /// </summary>
    public bool Reflection { get; set; } = true;
}
