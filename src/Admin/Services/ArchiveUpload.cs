using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Services;

/// <summary>The archive that a client sends, as often as it is asked to.</summary>
internal sealed class ArchiveUpload : IDisposable
{
    private static readonly ImportPhase[] Phases = [ImportPhase.Check, ImportPhase.Store];

    private readonly IAsyncStreamReader<ImportArchiveRequest> requests;
    private readonly IServerStreamWriter<ImportArchiveResponse> responses;
    private readonly ImportLimits limits;
    private readonly TimeProvider clock;
    private Sending? current;
    private int sendings;

    public ArchiveUpload(
        IAsyncStreamReader<ImportArchiveRequest> requests,
        IServerStreamWriter<ImportArchiveResponse> responses,
        ImportLimits limits,
        TimeProvider clock) =>
        (this.requests, this.responses, this.limits, this.clock) = (requests, responses, limits, clock);

    /// <summary>The archive from its beginning; the client is asked for it when the first byte is.</summary>
    public Stream Open() => current = new Sending(this, current, Phases[sendings++]);

    public void Dispose() => current?.Dispose();

    private sealed class Sending(ArchiveUpload upload, Sending? before, ImportPhase phase) : Stream
    {
        private ReadOnlyMemory<byte> content;
        private long received;
        private bool asked;
        private bool ended;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!asked)
            {
                asked = true;
                await (before?.PassOverAsync(cancellationToken) ?? Task.CompletedTask);
                await upload.responses.WriteAsync(new ImportArchiveResponse { Phase = phase }, cancellationToken);
            }

            while (content.IsEmpty && !ended)
            {
                await ReceiveAsync(cancellationToken);
            }

            var count = Math.Min(buffer.Length, content.Length);
            content[..count].CopyTo(buffer);
            content = content[count..];
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("A thread is not kept waiting for a client.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        // Whoever reads may have seen the end of the archive before that of its messages.
        private async Task PassOverAsync(CancellationToken cancellationToken)
        {
            while (!ended)
            {
                await ReceiveAsync(cancellationToken);
            }
        }

        private async Task ReceiveAsync(CancellationToken cancellationToken)
        {
            using var patience = new CancellationTokenSource(upload.limits.Wait, upload.clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                if (!await upload.requests.MoveNext(either.Token))
                {
                    throw Invalid.Field("content", "The client has ended the call before the archive's end.", "ARCHIVE_CUT_SHORT");
                }
            }
            catch (Exception) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw RpcStatus.ToException(
                    StatusCode.DeadlineExceeded,
                    "ARCHIVE_STALLED",
                    $"Nothing came for {upload.limits.Wait.TotalSeconds:N0} seconds. What was stored is kept: send the archive again.");
            }

            var message = upload.requests.Current;
            if (message is { Content.IsEmpty: true, Last: false })
            {
                throw Invalid.Required("content");
            }

            (content, ended) = (message.Content.Memory, message.Last);
            received += content.Length;
            if (received > upload.limits.Bytes)
            {
                throw RpcStatus.ToException(new Failure(
                    FailureKind.TooLarge, $"The archive has more than {upload.limits.Bytes} bytes.")
                {
                    Reason = "ARCHIVE_TOO_LARGE",
                });
            }
        }
    }
}
