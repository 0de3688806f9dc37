using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Retention;

/// <summary>When the time of a row is over.</summary>
internal sealed class Ends(RetentionPolicy policy, DateTimeOffset now)
{
    /// <summary>Room for clocks that disagree, and for whoever wants to know why a session has ended.</summary>
    private static readonly TimeSpan AfterExpiry = TimeSpan.FromDays(1);

    public bool IsOver(Session session) => session.Expires + AfterExpiry <= now;

    public bool IsOver(MemberTombstone tombstone) => IsPast(tombstone.RemovedAt, policy.TombstoneDays);

    public bool IsOver(ConnectionToken token) => token.Use == ConnectionTokenUse.Access
        ? token.Expires + AfterExpiry <= now
        : IsPast(Earlier(token.RevokedAt, token.Expires), policy.EndedCredentialDays);

    /// <remarks>
    /// A suspended key can come back with its creator for the days of grace: only behind them does it count as ended.
    /// </remarks>
    public bool IsOver(ApiKey key, Workspace workspace) => key.State == ApiKeyState.Suspended
        ? IsPast(key.Ending?.At.AddDays(workspace.SuspendGraceDays), policy.EndedCredentialDays)
        : IsPast(Earlier(key.Ending?.At, key.Expires), policy.EndedCredentialDays);

    private bool IsPast(DateTimeOffset? end, int days) => days > 0 && end is { } ended && ended.AddDays(days) <= now;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}
