using System.Buffers.Binary;
using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbProvisioningLog(ILiteDatabase database) : IProvisioningLogWriter
{
    /// <summary>Rows that one query looks at before it answers with what it has; others wait meanwhile.</summary>
    public const int ScanBound = 500;

    private readonly Table log = new(database, Tables.ProvisioningLog);

    public ValueTask<ProvisioningEntry?> FindAsync(
        WorkspaceId workspace, ProvisioningEntryId entry, CancellationToken cancellationToken) =>
        ValueTask.FromResult(log.Find(RowKeys.Of(workspace, entry.Value)) is { } row
            ? ProvisioningDocument.Read(row)
            : null);

    public ValueTask<ProvisioningPage> ListAsync(
        WorkspaceId workspace, ProvisioningQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = new List<ProvisioningEntry>();
        var (last, scanned) = (default(ProvisioningEntryId?), 0);
        foreach (var row in log.ScanBack(RangeOf(workspace, query), ScanBound + 1))
        {
            if (found.Count == limit || scanned == ScanBound)
            {
                return ValueTask.FromResult(new ProvisioningPage(found, last));
            }

            var candidate = ProvisioningDocument.Read(row);
            if (query.Matches(candidate))
            {
                found.Add(candidate);
            }

            (last, scanned) = (candidate.Id, scanned + 1);
        }

        return ValueTask.FromResult(new ProvisioningPage(found, null));
    }

    public ValueTask<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(log.Count(KeyRange.Within(RowKeys.Of(workspace) + "/")));

    public ValueTask AppendAsync(ProvisioningEntry entry, CancellationToken cancellationToken)
    {
        log.Insert(ProvisioningDocument.Of(entry));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveOldestAsync(WorkspaceId workspace, int count, CancellationToken cancellationToken)
    {
        Remove(RowIndex.Id, KeyRange.Within(RowKeys.Of(workspace) + "/"), count);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Remove(Tables.ByCreated, new KeyRange("", RowKeys.At(before.AddTicks(-1))), limit));

    private int Remove(RowIndex index, KeyRange range, int limit)
    {
        var ids = log.Scan(index, range, limit).Select(row => row.Text("_id")).ToList();
        ids.ForEach(id => log.Delete(id));
        return ids.Count;
    }

    // Ids begin with their time, so a range of time is a range of keys; the query itself decides at its edges.
    private static KeyRange RangeOf(WorkspaceId workspace, ProvisioningQuery query)
    {
        var all = KeyRange.Within(RowKeys.Of(workspace) + "/");
        var first = query.From is { } from ? RowKeys.Of(workspace, LowestAt(from.ToUnixTimeMilliseconds())) : all.First;
        var last = query.Until is { } until ? RowKeys.Of(workspace, LowestAt(until.ToUnixTimeMilliseconds() + 1)) : all.Last;
        var before = query.Before is { } id ? RowKeys.Of(workspace, id.Value) : all.Last;
        return new KeyRange(first, string.CompareOrdinal(before, last) < 0 ? before : last);
    }

    private static Guid LowestAt(long milliseconds)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(milliseconds, 0) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
