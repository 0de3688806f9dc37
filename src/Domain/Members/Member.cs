using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Members;

/// <summary>A person in a workspace, which is the SCIM User of that workspace (RFC 7643 §4.1).</summary>
public sealed record Member
{
    public required WorkspaceId Workspace { get; init; }

    public required MemberId Id { get; init; }

    public required MemberState State { get; init; }

    /// <summary>
    /// Unique in the workspace by its canonical key; equal to <c>userName</c> in <see cref="Attributes"/>.
    /// </summary>
    public required string UserName { get; init; }

    /// <summary>
    /// The role that checks use: Owner for the workspace's owner, else what directory or workspace gave.
    /// </summary>
    public required RoleName Role { get; init; }

    /// <summary>
    /// What the workspace itself gave by invitation or gRPC; null for a member who came by a directory.
    /// </summary>
    public RoleName? LocalRole { get; init; }

    /// <summary>
    /// What the directory gives, kept up to date also while the member is owner; null when no directory manages the
    /// member.
    /// </summary>
    public RoleName? DirectoryRole { get; init; }

    /// <summary>The connection that manages the member; null when the workspace does.</summary>
    public ConnectionId? ManagedBy { get; init; }

    /// <summary>The resource names a Viewer or Reviewer is limited to; null means all.</summary>
    public IReadOnlyList<string>? Scope { get; init; }

    /// <summary>Data of the provisioning client, never a key into anything of ours.</summary>
    public string? ExternalId { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Every <c>emails.value</c>, as written.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>
    /// Every writable SCIM attribute but <c>active</c>; the properties above that repeat some of them are derived from
    /// it.
    /// </summary>
    public required AttributeBag Attributes { get; init; }

    /// <summary>Grows by one with each change; the entity-tag of RFC 7644 §3.14.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Why and when access ended; null while active.</summary>
    public Departure? Departure { get; init; }

    public bool IsActive => State == MemberState.Active;
}
