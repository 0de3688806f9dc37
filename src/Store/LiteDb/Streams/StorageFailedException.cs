namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>What the operating system refused to do.</summary>
internal enum StorageFailure
{
    /// <summary>
    /// A write or a change of length: nothing is said about what was flushed before, and a retry may work.
    /// </summary>
    Write,

    /// <summary>A flush: what was written may be lost, and a later flush may lie about it. Never retried.</summary>
    Flush,
}

/// <summary>The disk refused a write or a flush, now or at an earlier call.</summary>
internal sealed class StorageFailedException(StorageFailure failure, Exception cause)
    : IOException($"The disk refused a {(failure == StorageFailure.Flush ? "flush" : "write")}: {cause.Message}", cause)
{
    public StorageFailure Failure { get; } = failure;
}
