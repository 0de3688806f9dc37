using Google.Protobuf;
using Grpc.Core;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Services;

/// <summary>Sends what is written to it in messages of one size; waits where the client is slow.</summary>
internal sealed class ResponseChunks(IServerStreamWriter<ExportArchiveResponse> responses) : Stream
{
    private const int ChunkBytes = 64 * 1024;

    private readonly byte[] chunk = new byte[ChunkBytes];
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
            var count = Math.Min(buffer.Length, ChunkBytes - used);
            buffer[..count].CopyTo(chunk.AsMemory(used));
            used += count;
            buffer = buffer[count..];
            if (used == ChunkBytes)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (used > 0)
        {
            var content = ByteString.CopyFrom(chunk, 0, used);
            used = 0;
            await responses.WriteAsync(new ExportArchiveResponse { Content = content }, cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A thread is not kept waiting for a client.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
