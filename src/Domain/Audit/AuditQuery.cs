namespace TeamAccess.Domain.Audit;

/// <summary>Which events to read, oldest first. Every part that is set must hold.</summary>
public sealed record AuditQuery
{
    /// <summary>Only events with a sequence above this one: the keyset of the next page.</summary>
    public long AfterSequence { get; init; }

    public MemberId? Member { get; init; }

    /// <summary>An action, or a prefix that ends in a dot, e.g. <c>member.</c></summary>
    public string? Action { get; init; }

    /// <summary>An actor as <c>kind:id</c>.</summary>
    public string? Actor { get; init; }

    public Door? Door { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool Matches(AuditEvent candidate) =>
        candidate.Sequence > AfterSequence
        && (Member is not { } member || candidate.Members.Contains(member))
        && (Action is null || MatchesAction(candidate.Action, Action))
        && (Actor is null || string.Equals(candidate.Actor, Actor, StringComparison.Ordinal))
        && (Door is null || candidate.Door == Door)
        && (From is null || candidate.Time >= From)
        && (Until is null || candidate.Time < Until);

    private static bool MatchesAction(string action, string wanted) => wanted.EndsWith('.')
        ? action.StartsWith(wanted, StringComparison.Ordinal)
        : string.Equals(action, wanted, StringComparison.Ordinal);
}
