using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Offboarding;

/// <summary>Reactivation: gives back exactly what the offboarding took, as far as it is still there to give.</summary>
internal static class ReturnOfAccess
{
    private const int PageSize = 500;

    /// <summary>Whether the plan has a seat left.</summary>
    /// <returns>Null, or <see cref="FailureKind.QuotaExceeded"/> with the limit and the count.</returns>
    public static async ValueTask<Failure?> CheckSeatAsync(Change change, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        var taken = change.Head.ActiveMembers;
        return workspace.SeatLimit is not { } limit || taken < limit
            ? null
            : new Failure(
                FailureKind.QuotaExceeded,
                $"The plan allows {limit} active members and {taken} are active. Deactivate one or raise the plan's limit.")
            {
                Reason = "SEAT_LIMIT_REACHED",
                Metadata = new Dictionary<string, string>
                {
                    ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
                    ["count"] = taken.ToString(CultureInfo.InvariantCulture),
                },
            };
    }

    /// <param name="member">Deactivated, as stored; a seat was found free.</param>
    /// <param name="with">Other changes of the same request, to be stored in the same version.</param>
    public static async ValueTask<Member> ReactivateAsync(
        Change change, Member member, Func<Member, Member> with, CancellationToken cancellationToken)
    {
        var stored = with(member) with
        {
            State = MemberState.Active,
            Departure = null,
            Version = member.Version + 1,
            LastModified = change.Now,
        };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        change.Count(activeMembers: 1);
        await change.RecordAsync(
            AuditActions.MemberReactivated,
            $"member:{stored.Id}",
            [stored.Id],
            [new AuditChange("active", "false", "true")],
            cancellationToken);

        if (member.Departure is { } departure)
        {
            await RestoreKeysAsync(change, stored, departure, cancellationToken);
        }

        return stored;
    }

    private static async ValueTask RestoreKeysAsync(
        Change change, Member member, Departure departure, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        ApiKeyId? after = null;
        while (true)
        {
            var keys = await change.Unit.Keys.ListAsync(member.Workspace, member.Id, after, PageSize, cancellationToken);
            foreach (var key in keys.Where(key => CanReturn(key, departure, workspace, change.Now)))
            {
                await KeyEndings.RestoreAsync(change, key, cancellationToken);
            }

            if (keys.Count < PageSize)
            {
                return;
            }

            after = keys[^1].Id;
        }
    }

    private static bool CanReturn(ApiKey key, Departure departure, Workspace workspace, DateTimeOffset now) =>
        key is { State: ApiKeyState.Suspended, Ending: { } ending }
        && ending.Departure == departure.Id
        && now < ending.At.AddDays(workspace.SuspendGraceDays);
}
