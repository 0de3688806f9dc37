namespace TeamAccess.Domain.Storage;

/// <summary>The store cannot carry this out now: it is closed, full, read-only, or stopped after a failed flush.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
