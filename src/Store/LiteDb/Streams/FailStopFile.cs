namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// Lets nothing be changed after the first failed write or flush: what a failed flush has dropped, a later one would
/// report as saved. Reads go on. Does not own the file.
/// </summary>
internal sealed class FailStopFile(IStorageFile file)
{
    private volatile StorageFailedException? failure;

    public StorageFailedException? Failure => failure;

    public long Length => file.Length;

    public int Read(long offset, Span<byte> buffer) => file.Read(offset, buffer);

    /// <exception cref="StorageFailedException">This write, or any change before it, failed.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        ThrowIfFailed();
        try
        {
            file.Write(offset, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(StorageFailure.Write, e);
        }
    }

    /// <exception cref="StorageFailedException">This change, or any before it, failed.</exception>
    public void SetLength(long length)
    {
        ThrowIfFailed();
        try
        {
            file.SetLength(length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(StorageFailure.Write, e);
        }
    }

    /// <exception cref="StorageFailedException">This flush, or any change before it, failed.</exception>
    public void FlushToDisk()
    {
        ThrowIfFailed();
        try
        {
            file.FlushToDisk();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(StorageFailure.Flush, e);
        }
    }

    private void ThrowIfFailed()
    {
        if (failure is { } earlier)
        {
            throw new StorageFailedException(earlier.Failure, earlier);
        }
    }

    private StorageFailedException Fail(StorageFailure kind, Exception cause) =>
        failure = new StorageFailedException(kind, cause);
}
