using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Ownership;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Offboarding;

/// <summary>
/// Offboarding, the same for every door: state, sessions, keys and ownership in one transaction. Nothing in it can
/// refuse.
/// </summary>
internal static class EndOfAccess
{
    private const int PageSize = 500;

    /// <summary>Ends a member's access and keeps the row (RFC 7643 §4.1.1, <c>active</c> false).</summary>
    /// <param name="member">Active, as stored.</param>
    /// <param name="with">Other changes of the same request, to be stored in the same version.</param>
    public static async ValueTask<Member> DeactivateAsync(
        Change change, Member member, Func<Member, Member> with, CancellationToken cancellationToken)
    {
        var departure = DepartureOf(change);
        var stored = with(member) with
        {
            State = MemberState.Deactivated,
            Departure = departure,
            Version = member.Version + 1,
            LastModified = change.Now,
        };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        change.Count(activeMembers: -1);
        await FinishAsync(change, stored, departure, AuditActions.MemberDeactivated, cancellationToken);
        return await change.Unit.Members.FindAsync(stored.Workspace, stored.Id, cancellationToken) ?? stored;
    }

    /// <summary>Ends a member's access for good: memberships go, the userName is free again, the id is not.</summary>
    public static async ValueTask RemoveAsync(Change change, Member member, CancellationToken cancellationToken)
    {
        if (member.IsActive)
        {
            member = await DeactivateAsync(change, member, same => same, cancellationToken);
        }

        await LeaveGroupsAsync(change, member, cancellationToken);
        await ForgetAsync(change, member.Id, cancellationToken);
        await UniqueAttributes.HoldAsync(
            change, change.Catalog.User, member.Id.Value, member.Attributes.ToObject(), null, cancellationToken);
        await change.Unit.Members.RemoveAsync(
            new MemberTombstone(member.Workspace, member.Id, change.Now, change.Call.Actor.Name), cancellationToken);
        change.Count(members: -1);
        await change.RecordAsync(
            AuditActions.MemberRemoved, $"member:{member.Id}", [member.Id], [], cancellationToken);
    }

    private static Departure DepartureOf(Change change) =>
        new(change.NewId(), change.Now, change.Call.Actor.Name);

    private static async ValueTask FinishAsync(
        Change change, Member member, Departure departure, string action, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        var sessions = await EndSessionsAsync(change, member, cancellationToken);
        await change.RecordAsync(
            action,
            $"member:{member.Id}",
            [member.Id],
            [
                new AuditChange("active", "true", "false"),
                new AuditChange("sessions", sessions.ToString(CultureInfo.InvariantCulture), "0"),
            ],
            cancellationToken);
        await EndKeysAsync(change, workspace, member, departure, cancellationToken);
        await Succession.AfterDepartureAsync(change, member, cancellationToken);
    }

    private static async ValueTask<int> EndSessionsAsync(
        Change change, Member member, CancellationToken cancellationToken)
    {
        var ended = 0;
        while (true)
        {
            var sessions = await change.Unit.Keys.ListSessionsAsync(
                member.Workspace, member.Id, after: null, PageSize, cancellationToken);
            foreach (var session in sessions)
            {
                await change.Unit.Keys.RemoveSessionAsync(session.Id, cancellationToken);
            }

            ended += sessions.Count;
            if (sessions.Count < PageSize)
            {
                return ended;
            }
        }
    }

    private static async ValueTask EndKeysAsync(
        Change change, Workspace workspace, Member member, Departure departure, CancellationToken cancellationToken)
    {
        if (workspace.DepartedKeys == DepartedKeyPolicy.Keep)
        {
            return;
        }

        ApiKeyId? after = null;
        while (true)
        {
            var keys = await change.Unit.Keys.ListAsync(
                member.Workspace, member.Id, after, PageSize, cancellationToken);
            foreach (var key in keys.Where(key => key.State == ApiKeyState.Live))
            {
                await KeyEndings.EndAsync(
                    change,
                    key,
                    workspace.DepartedKeys == DepartedKeyPolicy.Suspend ? ApiKeyState.Suspended : ApiKeyState.Revoked,
                    KeyEndings.MemberDeactivated,
                    departure.Id,
                    cancellationToken);
            }

            if (keys.Count < PageSize)
            {
                return;
            }

            after = keys[^1].Id;
        }
    }

    private static async ValueTask LeaveGroupsAsync(Change change, Member member, CancellationToken cancellationToken)
    {
        while (true)
        {
            var memberships = await change.Unit.Groups.ListGroupsOfAsync(
                member.Workspace, member.Id, after: null, PageSize, cancellationToken);
            foreach (var membership in memberships)
            {
                await change.Unit.Groups.RemoveMemberAsync(
                    member.Workspace, membership.Group, member.Id, cancellationToken);
                if (await change.Unit.Groups.FindAsync(member.Workspace, membership.Group, cancellationToken) is { } group)
                {
                    await change.Unit.Groups.UpdateAsync(
                        group with { Version = group.Version + 1, LastModified = change.Now }, cancellationToken);
                    await change.RecordAsync(
                        AuditActions.GroupMembersRemoved, $"group:{group.Id}", [member.Id], [], cancellationToken);
                }
            }

            if (memberships.Count < PageSize)
            {
                return;
            }
        }
    }

    // A removed member is nobody's successor and pays no bill.
    private static async ValueTask ForgetAsync(Change change, MemberId member, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        if (workspace.Successors.Contains(member) || workspace.BillingOwner == member)
        {
            await change.UpdateWorkspaceAsync(
                workspace with
                {
                    Successors = workspace.Successors.Where(successor => successor != member).ToList(),
                    BillingOwner = workspace.BillingOwner == member ? null : workspace.BillingOwner,
                },
                cancellationToken);
        }
    }
}
