namespace TeamAccess.Domain.Audit;

/// <summary>
/// One row of a workspace's append-only log. <see cref="Hash"/> covers every other field and the previous row's hash.
/// </summary>
public sealed record AuditEvent
{
    public required WorkspaceId Workspace { get; init; }

    /// <summary>1 for a workspace's first event, then one more each, without a gap.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The actor as <c>kind:id</c>, e.g. <c>connection:0197…</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>
    /// The member an API key or an impersonation acted for, as <c>member:id</c>; null when the actor acted for itself.
    /// </summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>What happened, e.g. <c>member.deactivated</c>; see <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>What it happened to, as <c>kind:id</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Every member the event is about, the acting one included: what a query by member finds.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>What changed. Secrets never, personal values masked.</summary>
    public required IReadOnlyList<AuditChange> Changes { get; init; }

    public required Door Door { get; init; }

    /// <summary>The request this was part of, as its response's header named it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The client's network address; null when the server acted by itself.</summary>
    public string? Address { get; init; }

    /// <summary>SHA-256; 32 bytes. Computed by <see cref="AuditChain"/>.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }
}

/// <summary>One value before and after; null means absent.</summary>
public sealed record AuditChange(string Attribute, string? Before, string? After);
