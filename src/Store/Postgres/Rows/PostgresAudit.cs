using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresAuditReader(Session session) : IAuditReader
{
    /// <summary>Rows that one query looks at before it answers with what it has.</summary>
    private const int ScanBound = 2000;

    private const int MinChunk = 100;

    public async ValueTask<AuditPage> QueryAsync(
        WorkspaceId workspace, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var events = new List<AuditEvent>();
        var through = Math.Max(query.AfterSequence, 0);
        var chunk = Math.Max(limit + 1, MinChunk);
        for (var scanned = 0; scanned < ScanBound; scanned += chunk)
        {
            var candidates = await session.ListBodiesAsync<AuditEvent>(
                Scan(workspace, query.Member, through, chunk), cancellationToken);
            foreach (var candidate in candidates)
            {
                if (events.Count == limit)
                {
                    return new AuditPage(events, through, More: true);
                }

                if (query.Matches(candidate))
                {
                    events.Add(candidate);
                }

                through = candidate.Sequence;
            }

            if (candidates.Count < chunk)
            {
                return new AuditPage(events, through, More: false);
            }
        }

        return new AuditPage(events, through, More: true);
    }

    private static Statement Scan(WorkspaceId workspace, MemberId? member, long after, int limit)
    {
        object[] page = [Keys.Of(workspace), after, limit];
        return member is { } wanted
            ? new Statement(
                """
                SELECT a.body FROM audit_members m JOIN audit a ON a.workspace = $1 AND a.sequence = m.sequence
                WHERE m.workspace = $1 AND m.member_id = $4 AND m.sequence > $2 ORDER BY m.sequence LIMIT $3
                """,
                [.. page, wanted.Value])
            : new Statement(
                "SELECT body FROM audit WHERE workspace = $1 AND sequence > $2 ORDER BY sequence LIMIT $3", page);
    }
}

internal sealed class PostgresAudit(UnitSession unit) : PostgresAuditReader(unit), IAuditWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(auditEvent.Workspace, cancellationToken);
        var workspace = Keys.Of(auditEvent.Workspace);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO audit (workspace, sequence, body) VALUES ($1, $2, $3)",
                workspace,
                auditEvent.Sequence,
                Body.Of(auditEvent)),
            new Statement(
                "INSERT INTO audit_members (workspace, member_id, sequence) SELECT $1, member, $2 FROM unnest($3::uuid[]) member",
                workspace,
                auditEvent.Sequence,
                auditEvent.Members.Select(member => member.Value).Distinct().ToArray()));
    }
}
