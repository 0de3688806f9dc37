using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryImports(MemoryUnitOfWork unit) : IImportWriter
{
    public ValueTask<BegunImport?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Imports.GetValueOrDefault(workspace));

    public ValueTask<IReadOnlyList<BegunImport>> ListAsync(
        WorkspaceId? after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<BegunImport>>(unit.State.Imports.Values
            .OrderBy(begun => begun.Workspace.Value, StringComparer.Ordinal)
            .Where(begun => after is not { } last || string.CompareOrdinal(begun.Workspace.Value, last.Value) > 0)
            .Take(limit)
            .ToList());

    public ValueTask PutAsync(BegunImport begun, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Imports = unit.State.Imports.SetItem(begun.Workspace, begun) };
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Imports = unit.State.Imports.Remove(workspace) };
        return ValueTask.CompletedTask;
    }

    public async ValueTask<RemovedRows> RemoveRowsAsync(
        WorkspaceId workspace, RowKind kind, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (kind is RowKind.Tenant or RowKind.Workspace)
        {
            throw new ArgumentException("No import leaves such rows.", nameof(kind));
        }

        var found = new List<StoredRow>();
        await using var rows = new MemorySnapshot(unit.State);
        await foreach (var row in rows.ReadAsync(kind, workspace, cancellationToken).Take(limit))
        {
            found.Add(row);
        }

        foreach (var row in found)
        {
            unit.State = Without(unit.State, row.Value);
        }

        return new RemovedRows(found.Count, found.Count < limit ? null : "");
    }

    private static MemoryState Without(MemoryState state, object row) => row switch
    {
        Member member => state with
        {
            Members = state.Members.Remove(member.Workspace, member.Id.Value),
            UserNames = state.UserNames.Remove(member.Workspace, CanonicalKey.Of(member.UserName)),
        },
        MemberTombstone old => state with { Tombstones = state.Tombstones.Remove(old.Workspace, old.Id.Value) },
        Group group => state with
        {
            Groups = state.Groups.Remove(group.Workspace, group.Id.Value),
            GroupNames = state.GroupNames.Remove(group.Workspace, CanonicalKey.Of(group.DisplayName)),
        },
        Membership one => state with
        {
            ByGroup = state.ByGroup.Remove((one.Workspace, one.Group), one.Member.Value),
            ByMember = state.ByMember.Remove((one.Workspace, one.Member), one.Group.Value),
        },
        GroupLink link => state with
        {
            ByParent = state.ByParent.Remove((link.Workspace, link.Parent), link.Child.Value),
            ByChild = state.ByChild.Remove((link.Workspace, link.Child), link.Parent.Value),
        },
        Resource one => state with { Resources = state.Resources.Remove((one.Workspace, one.Type), one.Id.Value) },
        HeldValue value => state with
        {
            UniqueValues = state.UniqueValues.Remove(value.Workspace, $"{value.Attribute}/{value.Key}"),
        },
        SignedCheckpoint one => state with
        {
            Checkpoints = state.Checkpoints.Remove((one.Workspace, one.Purpose), one.Sequence),
        },
        AuditEvent audited => state with { Audit = state.Audit.Remove(audited.Workspace, audited.Sequence) },
        ProvisioningEntry entry => state with
        {
            ProvisioningLog = state.ProvisioningLog.Remove(entry.Workspace, entry.Id.Value),
        },
        RoleMapping mapping => state with { Mappings = state.Mappings.Remove(mapping.Workspace, mapping.Id.Value) },
        DirectoryConnection one => state with { Connections = state.Connections.Remove(one.Workspace, one.Id.Value) },
        ConnectionToken token => state with { Tokens = state.Tokens.Remove(token.Id.Value) },
        ApiKey key => state with { Keys = state.Keys.Remove(key.Id.Value) },
        Session session => state with { Sessions = state.Sessions.Remove(session.Id.Value) },
        Webhook webhook => state with { Webhooks = state.Webhooks.Remove(webhook.Workspace, webhook.Id.Value) },
        IdempotencyRecord request => state with { Requests = state.Requests.Remove(request.Key) },
        StoredHead head => state with { Heads = state.Heads.Remove(head.Workspace) },
        _ => throw new InvalidOperationException($"There is no way to remove a {row.GetType().Name}."),
    };
}
