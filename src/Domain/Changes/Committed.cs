namespace TeamAccess.Domain.Changes;

/// <summary>What a change answers once it is durable.</summary>
/// <param name="Revision">
/// The workspace's revision with this change in it; a check that knows it sees the change.
/// </param>
/// <param name="AuditSequence">The last audit event of the change; 0 when nothing had to change.</param>
public sealed record Committed<T>(T Value, long Revision, long AuditSequence)
    where T : notnull;
