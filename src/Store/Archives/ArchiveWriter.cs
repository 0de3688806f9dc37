using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Postgres.Rows;

namespace TeamAccess.Store.Archives;

/// <summary>Writes a snapshot as an archive, row by row, in bounded memory.</summary>
public static class ArchiveWriter
{
    /// <param name="workspace">The one to write; null for all there is.</param>
    /// <param name="pepper">See <see cref="ArchiveHeader.Pepper"/>.</param>
    /// <param name="made">When the snapshot was opened.</param>
    /// <param name="output">Left open. What has no last line is no archive.</param>
    /// <returns>The last line.</returns>
    /// <exception cref="ArchiveException">There is no such workspace.</exception>
    public static async Task<ArchiveTrailer> WriteAsync(
        IStoreSnapshot snapshot,
        WorkspaceId? workspace,
        string? pepper,
        DateTimeOffset made,
        Stream output,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        await using var lines = new LineWriter(output, progress);
        await lines.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(
                new ArchiveHeader(ArchiveFormat.Name, ArchiveFormat.Version, made.ToUniversalTime(), workspace?.Value, pepper),
                ArchiveFormat.Json),
            cancellationToken);

        var workspaces = await ListAsync(snapshot, workspace, cancellationToken);
        lines.There = workspaces.Select(one => one.Id).ToHashSet();
        await foreach (var row in snapshot.ReadAsync(RowKind.Tenant, workspace, cancellationToken))
        {
            if (workspace is null || ((Tenant)row.Value).Id == workspaces[0].Tenant)
            {
                await lines.WriteAsync(row, null, cancellationToken);
            }
        }

        for (var i = 0; i < workspaces.Count; i++)
        {
            lines.Done = (double)i / workspaces.Count;
            foreach (var kind in RowKinds.OfWorkspaces)
            {
                if (kind == RowKind.Head && workspace is not null)
                {
                    await lines.WriteAllAsync(snapshot, RowKind.Request, workspace, cancellationToken);
                }

                await lines.WriteAllAsync(snapshot, kind, workspaces[i].Id, cancellationToken);
            }
        }

        if (workspace is null)
        {
            await lines.WriteAllAsync(snapshot, RowKind.Request, null, cancellationToken);
        }

        return await lines.EndAsync(cancellationToken);
    }

    private static async Task<List<Workspace>> ListAsync(
        IStoreSnapshot snapshot, WorkspaceId? workspace, CancellationToken cancellationToken)
    {
        var found = new List<Workspace>();
        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, workspace, cancellationToken))
        {
            found.Add((Workspace)row.Value);
        }

        return workspace is { } one && found.Count == 0
            ? throw new ArchiveException($"There is no workspace {one.Value}.")
            : found;
    }

    private sealed class LineWriter(Stream output, IProgress<ArchiveProgress>? progress) : IAsyncDisposable
    {
        private const int ReportEach = 1000;

        private readonly GZipStream stream = new(output, CompressionLevel.Fastest, leaveOpen: true);
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        private readonly ArrayBufferWriter<byte> line = new();
        private long rows;

        public double Done { get; set; }

        /// <summary>The workspaces to write, which are whole: of an unfinished import nothing is written.</summary>
        public HashSet<WorkspaceId> There { get; set; } = [];

        public async Task WriteAllAsync(
            IStoreSnapshot snapshot, RowKind kind, WorkspaceId? workspace, CancellationToken cancellationToken)
        {
            await foreach (var row in snapshot.ReadAsync(kind, workspace, cancellationToken))
            {
                // What is of no workspace is the store's own, such as how far an import has come.
                if (row.Workspace is { } one && There.Contains(one))
                {
                    await WriteAsync(row, workspace, cancellationToken);
                }
            }
        }

        public async Task WriteAsync(StoredRow row, WorkspaceId? workspace, CancellationToken cancellationToken)
        {
            var kind = ArchiveFormat.NameOf(row.Kind);
            line.ResetWrittenCount();
            Encoding.UTF8.GetBytes(
                $$"""{"{{ArchiveFormat.KindField}}":"{{kind}}","{{ArchiveFormat.RowField}}":{{Body.Of(row.Kind, row.Value)}}}""", line);
            await WriteAsync(line.WrittenMemory, cancellationToken);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            rows++;
            if (rows % ReportEach == 0)
            {
                progress?.Report(new ArchiveProgress(rows, row.Kind, workspace, Done));
            }
        }

        public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            hash.AppendData(content.Span);
            hash.AppendData("\n"u8);
            await WriteLineAsync(content, cancellationToken);
        }

        public async Task<ArchiveTrailer> EndAsync(CancellationToken cancellationToken)
        {
            var trailer = new ArchiveTrailer(counts, Convert.ToHexStringLower(hash.GetCurrentHash()));
            var end = new Dictionary<string, ArchiveTrailer> { [ArchiveFormat.EndField] = trailer };
            await WriteLineAsync(JsonSerializer.SerializeToUtf8Bytes(end, ArchiveFormat.Json), cancellationToken);
            return trailer;
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            hash.Dispose();
        }

        private async Task WriteLineAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(content, cancellationToken);
            await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }
}
