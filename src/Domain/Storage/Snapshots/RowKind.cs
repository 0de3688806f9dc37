namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>
/// What kinds of rows a store holds. Copies are made in this order, so that whatever can be used for access is there
/// only after everything it rests on, and a workspace itself last of all.
/// </summary>
public enum RowKind
{
    /// <summary>A <see cref="Workspaces.Tenant"/>; above workspaces.</summary>
    Tenant,

    /// <summary>A <see cref="Members.Member"/>.</summary>
    Member,

    /// <summary>A <see cref="Members.MemberTombstone"/>.</summary>
    Tombstone,

    /// <summary>A <see cref="Groups.Group"/>.</summary>
    Group,

    /// <summary>A <see cref="Groups.Membership"/>.</summary>
    Membership,

    /// <summary>A <see cref="Groups.GroupLink"/>.</summary>
    Link,

    /// <summary>A <see cref="Resources.Resource"/> of a deployment's own type.</summary>
    Resource,

    /// <summary>A <see cref="HeldValue"/>.</summary>
    UniqueValue,

    /// <summary>
    /// An <see cref="Audit.Checkpoints.SignedCheckpoint"/>; before the events, whose chain begins behind the newest anchor.
    /// </summary>
    Checkpoint,

    /// <summary>An <see cref="Audit.AuditEvent"/>.</summary>
    AuditEvent,

    /// <summary>A <see cref="RequestLog.ProvisioningEntry"/>.</summary>
    ProvisioningEntry,

    /// <summary>A <see cref="Directories.RoleMapping"/>.</summary>
    Mapping,

    /// <summary>A <see cref="Directories.DirectoryConnection"/>.</summary>
    Connection,

    /// <summary>A <see cref="Directories.ConnectionToken"/>.</summary>
    Token,

    /// <summary>A <see cref="Keys.ApiKey"/>.</summary>
    ApiKey,

    /// <summary>A <see cref="Sessions.Session"/>.</summary>
    Session,

    /// <summary>A <see cref="Webhooks.Webhook"/>.</summary>
    Webhook,

    /// <summary>An <see cref="IdempotencyRecord"/>.</summary>
    Request,

    /// <summary>A <see cref="StoredHead"/>.</summary>
    Head,

    /// <summary>A <see cref="Workspaces.Workspace"/>.</summary>
    Workspace,
}
