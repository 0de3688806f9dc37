namespace TeamAccess.Domain.Storage;

/// <summary>
/// The store cannot carry this out now: it is closed, full, read-only, or stopped after a failed flush.
/// </summary>
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

    public StoreUnavailableException(string message, bool outcomeUnknown, Exception? cause = null)
        : base(message, cause) => OutcomeUnknown = outcomeUnknown;

    /// <summary>
    /// True where a write had begun and may or may not be found after the next start; false where nothing of it can be
    /// there.
    /// </summary>
    public bool OutcomeUnknown { get; }
}
