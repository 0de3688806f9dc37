using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Holds a connection that switches off more members than its limits let through within an hour. Asked by provisioning
/// before <see cref="Offboarding.EndOfAccess"/>, which itself never refuses.
/// </summary>
internal static class MassChanges
{
    /// <summary>
    /// Counts one member whom the connection is about to deactivate or delete, in the change's own transaction. To be
    /// asked once nothing else can refuse, and before anything is written.
    /// </summary>
    /// <param name="member">As stored. Deleting whom the connection deactivated in the same window does not count again.</param>
    /// <returns>Null, or <see cref="FailureKind.MassChangeHeld"/>; then the trip is kept and the change is not made.</returns>
    public static async ValueTask<Failure?> AdmitAsync(
        Change change, DirectoryConnection connection, Member member, CancellationToken cancellationToken)
    {
        var breaker = connection.Breaker.At(change.Now);
        if (breaker.IsOff || breaker.ReleasedUntil is not null)
        {
            return null;
        }

        if (breaker.HeldSince is not null)
        {
            return Held(change, breaker);
        }

        if (member.Departure is { } departure
            && departure.Cause == change.Call.Actor.Name
            && breaker.Counts(departure.At))
        {
            return null;
        }

        var counted = breaker.Count(change.Now, change.Head.ActiveMembers);
        if (!counted.IsPassed)
        {
            await StoreAsync(change, connection, counted, cancellationToken);
            return null;
        }

        var tripped = breaker with { HeldSince = change.Now };
        change.KeepRefusal();
        await StoreAsync(change, connection, tripped, cancellationToken);
        await change.RecordAsync(
            AuditActions.ConnectionBreakerTripped,
            $"connection:{connection.Id}",
            [],
            [
                new AuditChange("changes", null, Text(tripped.Changes)),
                new AuditChange("membersBefore", null, Text(tripped.MembersBefore)),
                new AuditChange("maxMembers", null, Text(tripped.MaxMembers)),
                new AuditChange("maxPercent", null, Text(tripped.MaxPercent)),
            ],
            cancellationToken);
        return Held(change, tripped);
    }

    // The version stays: counting is no change that an owner's etag should be refused for.
    private static ValueTask StoreAsync(
        Change change, DirectoryConnection connection, MassChangeBreaker breaker, CancellationToken cancellationToken) =>
        change.Unit.Directories.UpdateConnectionAsync(connection with { Breaker = breaker }, cancellationToken);

    private static Failure Held(Change change, MassChangeBreaker breaker)
    {
        var until = breaker.HeldUntil!.Value;
        return new Failure(
            FailureKind.MassChangeHeld,
            $"This connection has deactivated or deleted {Text(breaker.Changes)} members within an hour, as many as its limits "
            + $"allow ({Text(breaker.MaxMembers)} members and {Text(breaker.MaxPercent)} % of the workspace). Its further "
            + $"deactivations and deletions wait until {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, unless an owner "
            + "releases them before; everything else goes on. Nothing of this request was done.")
        {
            RetryAfter = until - change.Now,
            Metadata = new Dictionary<string, string>
            {
                ["changes"] = Text(breaker.Changes),
                ["max_members"] = Text(breaker.MaxMembers),
                ["max_percent"] = Text(breaker.MaxPercent),
            },
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
