using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Postgres.Rows;
using OpenedSession = TeamAccess.Domain.Sessions.Session;

namespace TeamAccess.Store.Postgres.Snapshots;

/// <summary>How the rows of a kind are asked for, in the order of their keys, and how one is read.</summary>
/// <param name="Columns">What is selected, and from where.</param>
/// <param name="Order">The rest of the key behind the workspace.</param>
internal sealed record SnapshotQuery(string Columns, string Order, Func<WorkspaceId, NpgsqlDataReader, object> Read)
{
    public static SnapshotQuery Of(RowKind kind) => kind switch
    {
        RowKind.Tenant => Bodies<Tenant>("tenants", "id"),
        RowKind.Member => Bodies<Member>("members", "workspace, id"),
        RowKind.Tombstone => Bodies<MemberTombstone>("tombstones", "workspace, id"),
        RowKind.Group => Bodies<Group>("groups", "workspace, id"),
        RowKind.Membership => new(
            "group_id, member_id, since FROM memberships",
            "workspace, group_id, member_id",
            (workspace, row) => new Membership(
                workspace, new GroupId(row.GetGuid(0)), new MemberId(row.GetGuid(1)), TimeAt(row, 2))),
        RowKind.Link => new(
            "parent_id, child_id, since FROM links",
            "workspace, parent_id, child_id",
            (workspace, row) => new GroupLink(
                workspace, new GroupId(row.GetGuid(0)), new GroupId(row.GetGuid(1)), TimeAt(row, 2))),
        RowKind.Resource => Bodies<Resource>("resources", "workspace, type, id"),
        RowKind.UniqueValue => new(
            "attribute, value_key, holder FROM unique_values",
            "workspace, attribute, value_key",
            (workspace, row) => new HeldValue(workspace, row.GetString(0), row.GetString(1), row.GetGuid(2))),
        RowKind.Checkpoint => new(
            "purpose, sequence, jws FROM checkpoints",
            "workspace, purpose, sequence",
            (workspace, row) => new SignedCheckpoint(
                workspace, Enum.Parse<CheckpointPurpose>(row.GetString(0)), row.GetInt64(1), row.GetString(2))),
        RowKind.AuditEvent => Bodies<AuditEvent>("audit", "workspace, sequence"),
        RowKind.ProvisioningEntry => Bodies<ProvisioningEntry>("provisioning_log", "workspace, id"),
        RowKind.Mapping => Bodies<RoleMapping>("mappings", "workspace, id"),
        RowKind.Connection => Bodies<DirectoryConnection>("connections", "workspace, id"),
        RowKind.Token => Bodies<ConnectionToken>("tokens", "workspace, connection_id, id"),
        RowKind.ApiKey => Bodies<ApiKey>("api_keys", "workspace, id"),
        RowKind.Session => Bodies<OpenedSession>("sessions", "workspace, member_id, id"),
        RowKind.Webhook => Bodies<Webhook>("webhooks", "workspace, id"),
        RowKind.Request => Bodies<IdempotencyRecord>("requests", "key"),
        RowKind.Head => new(
            "revision, audit_sequence, audit_hash, members, active_members, groups FROM heads",
            "workspace",
            (workspace, row) => new StoredHead(workspace, PostgresWorkspaceReader.HeadOf(row))),
        RowKind.Workspace => Bodies<Workspace>("workspaces", "workspace"),
    };

    public NpgsqlCommand CommandFor(NpgsqlConnection connection, RowKind kind, WorkspaceId? workspace)
    {
        var ofOne = workspace is not null && kind.IsOfWorkspaces();
        var command = new NpgsqlCommand(
            ofOne
                ? $"SELECT {Columns} WHERE workspace = $1 ORDER BY {Order}"
                : $"SELECT {Columns} ORDER BY {Order}",
            connection);
        if (ofOne)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = Keys.Of(workspace!.Value) });
        }

        return command;
    }

    private static SnapshotQuery Bodies<T>(string table, string order)
        where T : class => new($"body FROM {table}", order, (_, row) => Body.Read<T>(row.GetString(0)));

    private static DateTimeOffset TimeAt(NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
