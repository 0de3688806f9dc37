using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryAudit(MemoryUnitOfWork unit) : IAuditWriter
{
    public ValueTask<AuditPage> QueryAsync(
        WorkspaceId workspace, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var log = unit.State.Audit.Of(workspace);
        var found = log.Values.Where(query.Matches).Take(limit).ToList();
        var last = log.IsEmpty ? 0 : log.Keys.Last();
        var through = found.Count == limit ? found[^1].Sequence : Math.Max(last, query.AfterSequence);
        return ValueTask.FromResult(new AuditPage(found, through, More: through < last));
    }

    public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        if (unit.State.Audit.TryFind(auditEvent.Workspace, auditEvent.Sequence, out _))
        {
            throw unit.Taken("an audit event of this sequence");
        }

        unit.State = unit.State with
        {
            Audit = unit.State.Audit.Set(auditEvent.Workspace, auditEvent.Sequence, auditEvent),
        };
        return ValueTask.CompletedTask;
    }
}
