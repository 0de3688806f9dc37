namespace TeamAccess.Domain.Network;

/// <summary>A host has no address that the server may connect to.</summary>
public sealed class AddressRefusedException : HttpRequestException
{
    public AddressRefusedException()
        : base("The host has no public address.")
    {
    }

    public AddressRefusedException(string message)
        : base(message)
    {
    }

    public AddressRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
