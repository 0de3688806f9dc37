namespace TeamAccess.Domain.Storage;

/// <summary>The store cannot answer now: it is stopped, recovering, or its disk failed. Callers answer "try again later".</summary>
/// <param name="outcomeUnknown">
/// True where a write had begun and may or may not have been kept; false where nothing of it can be there.
/// </param>
public sealed class StoreUnavailableException(string message, bool outcomeUnknown, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Whether the refused write may nevertheless be found after the next start.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
