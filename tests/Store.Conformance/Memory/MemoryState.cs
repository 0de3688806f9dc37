using System.Collections.Immutable;
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
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance.Memory;

/// <summary>Everything that is stored, at one moment.</summary>
internal sealed record MemoryState
{
    public static readonly MemoryState Empty = new();

    public ImmutableDictionary<TenantId, Tenant> Tenants { get; init; } = ImmutableDictionary<TenantId, Tenant>.Empty;

    public ImmutableDictionary<WorkspaceId, Workspace> Workspaces { get; init; } =
        ImmutableDictionary<WorkspaceId, Workspace>.Empty;

    public ImmutableDictionary<WorkspaceId, WorkspaceHead> Heads { get; init; } =
        ImmutableDictionary<WorkspaceId, WorkspaceHead>.Empty;

    public Rows<WorkspaceId, Guid, Member> Members { get; init; } = Rows<WorkspaceId, Guid, Member>.Empty;

    public Rows<WorkspaceId, Guid, MemberTombstone> Tombstones { get; init; } =
        Rows<WorkspaceId, Guid, MemberTombstone>.Empty;

    public Rows<WorkspaceId, string, Guid> UserNames { get; init; } = Rows<WorkspaceId, string, Guid>.Empty;

    public Rows<WorkspaceId, Guid, Group> Groups { get; init; } = Rows<WorkspaceId, Guid, Group>.Empty;

    public Rows<WorkspaceId, string, Guid> GroupNames { get; init; } = Rows<WorkspaceId, string, Guid>.Empty;

    public Rows<(WorkspaceId, string), Guid, Resource> Resources { get; init; } =
        Rows<(WorkspaceId, string), Guid, Resource>.Empty;

    public Rows<WorkspaceId, string, Guid> UniqueValues { get; init; } =
        Rows<WorkspaceId, string, Guid>.Empty;

    public Rows<(WorkspaceId, GroupId), Guid, Membership> ByGroup { get; init; } =
        Rows<(WorkspaceId, GroupId), Guid, Membership>.Empty;

    public Rows<(WorkspaceId, MemberId), Guid, Membership> ByMember { get; init; } =
        Rows<(WorkspaceId, MemberId), Guid, Membership>.Empty;

    public Rows<(WorkspaceId, GroupId), Guid, GroupLink> ByParent { get; init; } =
        Rows<(WorkspaceId, GroupId), Guid, GroupLink>.Empty;

    public Rows<(WorkspaceId, GroupId), Guid, GroupLink> ByChild { get; init; } =
        Rows<(WorkspaceId, GroupId), Guid, GroupLink>.Empty;

    public ImmutableSortedDictionary<Guid, ApiKey> Keys { get; init; } = ImmutableSortedDictionary<Guid, ApiKey>.Empty;

    public ImmutableSortedDictionary<Guid, Session> Sessions { get; init; } =
        ImmutableSortedDictionary<Guid, Session>.Empty;

    public Rows<WorkspaceId, Guid, DirectoryConnection> Connections { get; init; } =
        Rows<WorkspaceId, Guid, DirectoryConnection>.Empty;

    public ImmutableSortedDictionary<Guid, ConnectionToken> Tokens { get; init; } =
        ImmutableSortedDictionary<Guid, ConnectionToken>.Empty;

    public Rows<WorkspaceId, Guid, RoleMapping> Mappings { get; init; } = Rows<WorkspaceId, Guid, RoleMapping>.Empty;

    public Rows<WorkspaceId, long, AuditEvent> Audit { get; init; } = Rows<WorkspaceId, long, AuditEvent>.Empty;

    public Rows<WorkspaceId, Guid, ProvisioningEntry> ProvisioningLog { get; init; } =
        Rows<WorkspaceId, Guid, ProvisioningEntry>.Empty;

    public Rows<(WorkspaceId, CheckpointPurpose), long, SignedCheckpoint> Checkpoints { get; init; } =
        Rows<(WorkspaceId, CheckpointPurpose), long, SignedCheckpoint>.Empty;

    public ImmutableDictionary<string, IdempotencyRecord> Requests { get; init; } =
        ImmutableDictionary.Create<string, IdempotencyRecord>(StringComparer.Ordinal);

    public Rows<WorkspaceId, Guid, Webhook> Webhooks { get; init; } = Rows<WorkspaceId, Guid, Webhook>.Empty;

    public ImmutableDictionary<WorkspaceId, BegunImport> Imports { get; init; } =
        ImmutableDictionary<WorkspaceId, BegunImport>.Empty;

    public ImmutableDictionary<string, (Lease Lease, DateTimeOffset Expires)> Leases { get; init; } =
        ImmutableDictionary.Create<string, (Lease Lease, DateTimeOffset Expires)>(StringComparer.Ordinal);
}
