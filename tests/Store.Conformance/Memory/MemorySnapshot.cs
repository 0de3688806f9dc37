using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Conformance.Memory;

/// <summary>A state that nothing changes any more.</summary>
internal sealed class MemorySnapshot(MemoryState state) : IStoreSnapshot
{
    public IAsyncEnumerable<StoredRow> ReadAsync(
        RowKind kind, WorkspaceId? workspace, CancellationToken cancellationToken)
    {
        kind.RequireWorkspace(workspace);
        return Read(kind)
            .Where(row => workspace is null || kind == RowKind.Tenant || row.Workspace == workspace)
            .ToAsyncEnumerable();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<StoredRow> Read(RowKind kind)
    {
        IEnumerable<object> rows = kind switch
        {
            RowKind.Tenant => state.Tenants.Values.OrderBy(row => row.Id.Value, StringComparer.Ordinal),
            RowKind.Member => All(state.Members),
            RowKind.Tombstone => All(state.Tombstones),
            RowKind.Group => All(state.Groups),
            RowKind.Membership => All(state.ByGroup),
            RowKind.Link => All(state.ByParent),
            RowKind.Resource => All(state.Resources),
            RowKind.UniqueValue => state.UniqueValues.Partitions.SelectMany(workspace => state.UniqueValues
                .Of(workspace)
                .Select(value => HeldOf(workspace, value.Key, value.Value))),
            RowKind.Checkpoint => All(state.Checkpoints),
            RowKind.AuditEvent => All(state.Audit),
            RowKind.ProvisioningEntry => All(state.ProvisioningLog),
            RowKind.Mapping => All(state.Mappings),
            RowKind.Connection => All(state.Connections),
            RowKind.Token => state.Tokens.Values.OrderBy(row => row.Connection.Value.ToString("N"), StringComparer.Ordinal),
            RowKind.ApiKey => state.Keys.Values,
            RowKind.Session => state.Sessions.Values.OrderBy(row => row.Member.Value.ToString("N"), StringComparer.Ordinal),
            RowKind.Webhook => All(state.Webhooks),
            RowKind.Request => state.Requests.Values,
            RowKind.Head => state.Heads.Select(head => new StoredHead(head.Key, head.Value)),
            RowKind.Workspace => state.Workspaces.Values.OrderBy(row => row.Id.Value, StringComparer.Ordinal),
        };
        return rows.Select(row => new StoredRow(kind, row));
    }

    private static IEnumerable<TRow> All<TPartition, TKey, TRow>(Rows<TPartition, TKey, TRow> rows)
        where TPartition : notnull
        where TKey : notnull => rows.Partitions
        .OrderBy(partition => partition.ToString(), StringComparer.Ordinal)
        .SelectMany(partition => rows.Of(partition).Values);

    private static HeldValue HeldOf(WorkspaceId workspace, string key, Guid holder)
    {
        var parts = key.Split('/');
        return new HeldValue(workspace, parts[0], parts[1], holder);
    }
}
