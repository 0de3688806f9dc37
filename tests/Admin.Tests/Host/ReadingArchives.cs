using System.Threading.Channels;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>Takes any bytes for an archive that begins with its length, and tells what it was given.</summary>
public sealed class ReadingArchives : IArchives
{
    private readonly Channel<int> reads = Channel.CreateUnbounded<int>();

    /// <summary>The archive as it came, each time.</summary>
    public List<byte[]> Given { get; } = [];

    /// <summary>How many bytes there are to export.</summary>
    public int Length { get; init; }

    /// <summary>Waits until so many bytes more have been read.</summary>
    public async Task ReadAsync(int bytes)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (bytes > 0)
        {
            bytes -= await reads.Reader.ReadAsync(limit.Token);
        }
    }

    public async Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken) =>
        await output.WriteAsync(new byte[Length], cancellationToken);

    public async Task<Result<ImportedArchive>> ImportAsync(
        Func<Stream> open, ImportLimits limits, CancellationToken cancellationToken)
    {
        for (var time = 0; time < 2; time++)
        {
            Given.Add(await ReadAsync(open(), cancellationToken));
        }

        return new ImportedArchive(new WorkspaceId("brought"), Rows: 1, RowsBefore: 0);
    }

    public Task<Result<AbandonedImport>> AbandonAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    // Up to the archive's own end and no further, as the real one does.
    private async Task<byte[]> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(int)];
        await archive.ReadExactlyAsync(length, cancellationToken);
        reads.Writer.TryWrite(length.Length);
        var content = new byte[BitConverter.ToInt32(length)];
        for (var done = 0; done < content.Length;)
        {
            var count = await archive.ReadAsync(content.AsMemory(done), cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            reads.Writer.TryWrite(count);
            done += count;
        }

        return content;
    }
}
