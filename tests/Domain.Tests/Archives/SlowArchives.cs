using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Archives;

/// <summary>Writes bytes that are easy to tell, as fast as they are taken, and says what becomes of its writers.</summary>
internal sealed class SlowArchives(int length) : IArchives
{
    /// <summary>Writers whose snapshot is open.</summary>
    public int Open;

    /// <summary>How many began.</summary>
    public int Begun;

    /// <summary>Where a writer fails as a store does; null for nowhere.</summary>
    public int? FailsAt { get; set; }

    public static byte ByteAt(long offset) => (byte)((offset * 31) ^ (offset >> 8));

    public async Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Begun);
        Interlocked.Increment(ref Open);
        try
        {
            for (var offset = 0; offset < length;)
            {
                if (offset >= FailsAt)
                {
                    throw new StoreUnavailableException("The state is gone.");
                }

                var count = Math.Min(700, length - offset);
                var from = offset;
                await output.WriteAsync(
                    Enumerable.Range(0, count).Select(i => ByteAt(from + i)).ToArray(), cancellationToken);
                offset += count;
            }
        }
        finally
        {
            Interlocked.Decrement(ref Open);
        }
    }

    public Task<Result<ImportedArchive>> ImportAsync(Func<Stream> open, ImportLimits limits, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Result<AbandonedImport>> AbandonAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
