using TeamAccess.Admin.Requests;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Admin.Messages;

internal static class BreakerMessages
{
    public static V1.Breaker Of(MassChangeBreaker breaker) => new()
    {
        Changes = breaker.Changes,
        MembersBefore = breaker.MembersBefore,
        HoldTime = Times.Of(breaker.HeldSince),
        HoldEndTime = Times.Of(breaker.HeldUntil),
        ReleaseEndTime = Times.Of(breaker.ReleasedUntil),
    };

    // A mask that names a limit which the message does not have asks for the default: 0 would switch the breaker off.
    public static int? MaxMembersOf(Mask mask, V1.Connection wanted) => !mask.Has("breaker_max_members")
        ? null
        : wanted.HasBreakerMaxMembers ? wanted.BreakerMaxMembers : MassChangeBreaker.DefaultMaxMembers;

    /// <inheritdoc cref="MaxMembersOf"/>
    public static int? MaxPercentOf(Mask mask, V1.Connection wanted) => !mask.Has("breaker_max_percent")
        ? null
        : wanted.HasBreakerMaxPercent ? wanted.BreakerMaxPercent : MassChangeBreaker.DefaultMaxPercent;
}
