using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbAudit(ILiteDatabase database) : IAuditWriter
{
    /// <summary>Rows that one query looks at before it answers with what it has; others wait meanwhile.</summary>
    public const int ScanBound = 2000;

    private readonly Table audit = new(database, Tables.Audit);

    public ValueTask<AuditPage> QueryAsync(
        WorkspaceId workspace, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var after = Math.Max(query.AfterSequence, 0);
        var events = new List<AuditEvent>();
        var (through, scanned) = (after, 0);
        foreach (var row in Scan(workspace, query.Member, after))
        {
            if (events.Count == limit || scanned == ScanBound)
            {
                return ValueTask.FromResult(new AuditPage(events, through, More: true));
            }

            var candidate = AuditDocument.Read(row);
            if (query.Matches(candidate))
            {
                events.Add(candidate);
            }

            (through, scanned) = (candidate.Sequence, scanned + 1);
        }

        return ValueTask.FromResult(new AuditPage(events, through, More: false));
    }

    public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        audit.Insert(AuditDocument.Of(auditEvent));
        return ValueTask.CompletedTask;
    }

    private IEnumerable<BsonDocument> Scan(WorkspaceId workspace, MemberId? member, long after)
    {
        var (index, prefix, last) = member is { } wanted
            ? (Tables.ByEachMember, RowKeys.Of(workspace, wanted.Value), RowKeys.Of(workspace, wanted.Value, after))
            : (RowIndex.Id, RowKeys.Of(workspace), RowKeys.Of(workspace, after));
        return audit.Scan(index, KeyRange.Within(prefix + "/").After(last), ScanBound + 1);
    }
}
