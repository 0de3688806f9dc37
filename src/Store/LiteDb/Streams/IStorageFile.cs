namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// A file addressed by offset. Nothing written is safe from a power cut before <see cref="FlushToDisk"/> returned.
/// </summary>
internal interface IStorageFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="buffer"/> from <paramref name="offset"/>.</summary>
    /// <returns>The number of bytes read: fewer than asked for only where the file ends.</returns>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Writes all of <paramref name="bytes"/>; grows the file where needed.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file, or grows it with zeros.</summary>
    void SetLength(long length);

    /// <summary>Returns once everything written so far is on the disk (fsync), or throws.</summary>
    void FlushToDisk();
}
