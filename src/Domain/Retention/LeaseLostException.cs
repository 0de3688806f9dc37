namespace TeamAccess.Domain.Retention;

/// <summary>The node may not go on with scheduled work: its lease is over. The unit it was about to do changed nothing.</summary>
public sealed class LeaseLostException : Exception
{
    public LeaseLostException()
        : base("The lease for scheduled work is lost.")
    {
    }

    public LeaseLostException(string message)
        : base(message)
    {
    }

    public LeaseLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
