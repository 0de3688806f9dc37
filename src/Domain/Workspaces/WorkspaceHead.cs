namespace TeamAccess.Domain.Workspaces;

/// <summary>What every commit in a workspace moves on, in the same transaction.</summary>
/// <param name="Revision">Grows by one with each commit; 0 before the first.</param>
/// <param name="AuditSequence">The sequence of the newest audit event; 0 before the first.</param>
/// <param name="AuditHash">The hash of that event; empty before the first.</param>
/// <param name="Members">How many members there are, active or not.</param>
/// <param name="ActiveMembers">How many of them take a seat.</param>
/// <param name="Groups">How many groups there are.</param>
public sealed record WorkspaceHead(
    long Revision, long AuditSequence, ReadOnlyMemory<byte> AuditHash, int Members, int ActiveMembers, int Groups)
{
    public static readonly WorkspaceHead Empty = new(0, 0, ReadOnlyMemory<byte>.Empty, 0, 0, 0);
}
