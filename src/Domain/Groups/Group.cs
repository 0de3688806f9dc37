using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Groups;

/// <summary>A SCIM Group of a workspace (RFC 7643 §4.2), without its members: those are rows of their own.</summary>
public sealed record Group
{
    public required WorkspaceId Workspace { get; init; }

    public required GroupId Id { get; init; }

    /// <summary>
    /// Unique in the workspace by its canonical key; equal to <c>displayName</c> in <see cref="Attributes"/>.
    /// </summary>
    public required string DisplayName { get; init; }

    /// <summary>
    /// The connection whose group it is: no other may write it. Null for one that no directory manages any more.
    /// </summary>
    public ConnectionId? ManagedBy { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Every writable SCIM attribute but <c>members</c>.</summary>
    public required AttributeBag Attributes { get; init; }

    /// <summary>
    /// Grows by one with each change of the group or of who is in it; the entity-tag of RFC 7644 §3.14.
    /// </summary>
    public required long Version { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
