namespace TeamAccess.Domain.Directories;

/// <summary>
/// How many members a connection may deactivate or delete within an hour, how many it has, and whether it is held for
/// having asked for more. Both limits have to be passed to trip it, so the first <see cref="MaxMembers"/> never wait.
/// </summary>
public sealed record MassChangeBreaker
{
    public const int DefaultMaxMembers = 500;
    public const int DefaultMaxPercent = 20;

    /// <summary>As new: the default limits, nothing counted.</summary>
    public static readonly MassChangeBreaker Default = new();

    /// <summary>How long a change counts, how long a tripped connection is held, and how long a release lasts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>0 switches the breaker off.</summary>
    public int MaxMembers { get; init; } = DefaultMaxMembers;

    /// <summary>Of the members who were active when the window began, 0 to 100; 0 switches the breaker off.</summary>
    public int MaxPercent { get; init; } = DefaultMaxPercent;

    /// <summary>What was counted, oldest first; minutes that count no more are dropped by <see cref="At"/>.</summary>
    public IReadOnlyList<MinuteOfChanges> Minutes { get; init; } = [];

    /// <summary>When it tripped; null while it lets changes through.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Until when a person lets everything through, uncounted; null for not now.</summary>
    public DateTimeOffset? ReleasedUntil { get; init; }

    public bool IsOff => MaxMembers == 0 || MaxPercent == 0;

    public DateTimeOffset? HeldUntil => HeldSince + Window;

    /// <summary>How many members were deactivated or deleted in the window.</summary>
    public int Changes => Minutes.Sum(minute => minute.Changes);

    /// <summary>How many members were active when the window began; 0 while nothing is counted.</summary>
    public int MembersBefore => Minutes.Count == 0 ? 0 : Minutes[0].MembersBefore;

    /// <summary>
    /// The same without what is over at that time. Minutes are whole, so that a change counts for an hour and up to a
    /// minute more, never less.
    /// </summary>
    public MassChangeBreaker At(DateTimeOffset now)
    {
        var settled = this;
        if (ReleasedUntil <= now)
        {
            settled = settled with { ReleasedUntil = null };
        }

        if (HeldUntil <= now)
        {
            return settled with { HeldSince = null, Minutes = [] };
        }

        return Minutes.All(minute => IsCounted(minute, now))
            ? settled
            : settled with { Minutes = Minutes.Where(minute => IsCounted(minute, now)).ToList() };
    }

    /// <summary>With one change more; to be asked of what <see cref="At"/> gives.</summary>
    /// <param name="activeMembers">How many members are active before the change.</param>
    public MassChangeBreaker Count(DateTimeOffset now, int activeMembers)
    {
        var start = StartOf(now);

        // A clock that stepped back counts into the newest minute.
        if (Minutes.Count > 0 && Minutes[^1].Start >= start)
        {
            var newest = Minutes[^1];
            return this with { Minutes = [.. Minutes.SkipLast(1), newest with { Changes = newest.Changes + 1 }] };
        }

        return this with { Minutes = [.. Minutes, new MinuteOfChanges(start, 1, activeMembers)] };
    }

    /// <summary>Whether what is counted passes both limits.</summary>
    public bool IsPassed => !IsOff && Changes > MaxMembers && Changes * 100L > MaxPercent * (long)MembersBefore;

    /// <summary>Whether a change made at that time is among what is counted.</summary>
    public bool Counts(DateTimeOffset time) => Minutes.Any(minute => minute.Start == StartOf(time));

    private static bool IsCounted(MinuteOfChanges minute, DateTimeOffset now) => minute.Start + Minute + Window > now;

    private static DateTimeOffset StartOf(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % Minute.Ticks), TimeSpan.Zero);
}
