namespace TeamAccess.Domain.Administration.Exports;

/// <summary>Cuts what is written to it into parts of one size.</summary>
internal sealed class PartStream(RetainedParts parts, int size) : Stream
{
    private byte[] part = new byte[size];
    private int used;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, size - used);
            buffer[..count].CopyTo(part.AsMemory(used));
            used += count;
            buffer = buffer[count..];
            if (used == size)
            {
                await EndPartAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Hands over the last part, which may be smaller.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => used > 0 ? EndPartAsync(cancellationToken) : Task.CompletedTask;

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A thread is not kept waiting for a client.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task EndPartAsync(CancellationToken cancellationToken)
    {
        var whole = used == size ? part : part[..used];
        (part, used) = (new byte[size], 0);
        await parts.AddAsync(whole, cancellationToken);
    }
}
