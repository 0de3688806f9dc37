using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>One row of any kind, in the domain's own terms and so in no engine's.</summary>
/// <param name="Value">Of the type that <see cref="TypeOf"/> gives for the kind.</param>
public sealed record StoredRow(RowKind Kind, object Value)
{
    /// <summary>What a row of that kind is.</summary>
    public static Type TypeOf(RowKind kind) => kind switch
    {
        RowKind.Tenant => typeof(Tenant),
        RowKind.Member => typeof(Member),
        RowKind.Tombstone => typeof(MemberTombstone),
        RowKind.Group => typeof(Group),
        RowKind.Membership => typeof(Membership),
        RowKind.Link => typeof(GroupLink),
        RowKind.Resource => typeof(Resource),
        RowKind.UniqueValue => typeof(HeldValue),
        RowKind.Checkpoint => typeof(SignedCheckpoint),
        RowKind.AuditEvent => typeof(AuditEvent),
        RowKind.ProvisioningEntry => typeof(ProvisioningEntry),
        RowKind.Mapping => typeof(RoleMapping),
        RowKind.Connection => typeof(DirectoryConnection),
        RowKind.Token => typeof(ConnectionToken),
        RowKind.ApiKey => typeof(ApiKey),
        RowKind.Session => typeof(Session),
        RowKind.Webhook => typeof(Webhook),
        RowKind.Request => typeof(IdempotencyRecord),
        RowKind.Head => typeof(StoredHead),
        RowKind.Workspace => typeof(Workspace),
    };

    /// <summary>The workspace that the row belongs to; null for a tenant, which stands above them.</summary>
    public WorkspaceId? Workspace => Value switch
    {
        Member row => row.Workspace,
        MemberTombstone row => row.Workspace,
        Group row => row.Workspace,
        Membership row => row.Workspace,
        GroupLink row => row.Workspace,
        Resource row => row.Workspace,
        HeldValue row => row.Workspace,
        SignedCheckpoint row => row.Workspace,
        AuditEvent row => row.Workspace,
        ProvisioningEntry row => row.Workspace,
        RoleMapping row => row.Workspace,
        DirectoryConnection row => row.Workspace,
        ConnectionToken row => row.Workspace,
        ApiKey row => row.Workspace,
        Session row => row.Workspace,
        Webhook row => row.Workspace,
        IdempotencyRecord row => row.Workspace,
        StoredHead row => row.Workspace,
        Workspace row => row.Id,
        _ => null,
    };

    /// <summary>Adds the row to a store as it is. Nothing is checked but what the store's own keys refuse.</summary>
    public ValueTask AddToAsync(IUnitOfWork unit, CancellationToken cancellationToken) => Value switch
    {
        Tenant row => unit.Workspaces.PutTenantAsync(row, cancellationToken),
        Member row => unit.Members.AddAsync(row, cancellationToken),
        MemberTombstone row => unit.Members.AddTombstoneAsync(row, cancellationToken),
        Group row => unit.Groups.AddAsync(row, cancellationToken),
        Membership row => RequireNew(unit.Groups.AddMemberAsync(row, cancellationToken)),
        GroupLink row => RequireNew(unit.Groups.NestAsync(row, cancellationToken)),
        Resource row => unit.Resources.AddAsync(row, cancellationToken),
        HeldValue row => unit.UniqueValues.AddAsync(row, cancellationToken),
        SignedCheckpoint row => unit.Checkpoints.AddAsync(row, cancellationToken),
        AuditEvent row => unit.Audit.AppendAsync(row, cancellationToken),
        ProvisioningEntry row => unit.ProvisioningLog.AppendAsync(row, cancellationToken),
        RoleMapping row => unit.Directories.AddMappingAsync(row, cancellationToken),
        DirectoryConnection row => unit.Directories.AddConnectionAsync(row, cancellationToken),
        ConnectionToken row => unit.Directories.AddTokenAsync(row, cancellationToken),
        ApiKey row => unit.Keys.AddAsync(row, cancellationToken),
        Session row => unit.Keys.AddSessionAsync(row, cancellationToken),
        Webhook row => unit.Webhooks.AddAsync(row, cancellationToken),
        IdempotencyRecord row => unit.Idempotency.AddAsync(row, cancellationToken),
        StoredHead row => unit.Workspaces.PutHeadAsync(row.Workspace, row.Head, cancellationToken),
        Workspace row => unit.Workspaces.AddAsync(row, cancellationToken),
        _ => throw new InvalidOperationException($"There is no way to store a {Value.GetType().Name}."),
    };

    private static async ValueTask RequireNew(ValueTask<bool> added)
    {
        if (!await added)
        {
            throw new UniqueKeyException("A membership or a link of groups is there already.");
        }
    }
}

/// <summary>A workspace's head with the workspace it belongs to.</summary>
public sealed record StoredHead(WorkspaceId Workspace, WorkspaceHead Head);
