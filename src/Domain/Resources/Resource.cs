namespace TeamAccess.Domain.Resources;

/// <summary>A resource of a type that the deployment defines itself (RFC 7643 §6).</summary>
public sealed record Resource
{
    public required WorkspaceId Workspace { get; init; }

    /// <summary>The id of its resource type.</summary>
    public required string Type { get; init; }

    public required ResourceId Id { get; init; }

    /// <summary>
    /// The connection whose resource it is: no other may write it. Null for one that no directory manages any more.
    /// </summary>
    public ConnectionId? ManagedBy { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Every attribute that was written, those that are never returned included.</summary>
    public required AttributeBag Attributes { get; init; }

    /// <summary>Grows by one with each change; the entity-tag of RFC 7644 §3.14.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
