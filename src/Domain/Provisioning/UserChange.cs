using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Offboarding;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A change of a member by way of a directory, whether it came as PUT or as PATCH.</summary>
internal static class UserChange
{
    /// <param name="attributes">Everything as it is to be, <c>active</c> included.</param>
    /// <param name="saysActive">Whether the request itself speaks of <c>active</c>.</param>
    /// <returns>The member as stored; unchanged, and nothing recorded, when nothing differs.</returns>
    public static async ValueTask<Result<Member>> StoreAsync(
        Change change, Member member, JsonObject attributes, bool saysActive, CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var given = attributes.DeepClone().AsObject();
        if (saysActive && AttributeBag.FlagOf(given, "active") is { } said)
        {
            member = await HearAsync(change, member, said, cancellationToken);
        }

        // Nothing said is nothing changed: a PATCH that removes `active` must not let a deactivated member in again.
        // Whom the workspace itself switched off, the directory does not switch on by its next profile update.
        var active = (UserAttributes.TakeActive(given) ?? member.IsActive) && !IsHeldOff(member);
        var before = member.Attributes.ToObject();
        var differences = UserAttributes.ChangesOf(before, given);
        if (differences.Count == 0 && active == member.IsActive && member.ManagedBy == connection.Id)
        {
            return member;
        }

        // Ending access is never refused, but it is all that a connection does to somebody above its ceiling.
        var outOfReach = ConnectionReach.ToTakeOver(change, connection, member);
        if (outOfReach is not null && !active && (member.IsActive || differences.Count == 0))
        {
            if (!member.IsActive)
            {
                return member;
            }

            return await MassChanges.AdmitAsync(change, connection, member, cancellationToken) is { } held
                ? held
                : await EndOfAccess.DeactivateAsync(change, member, same => same, cancellationToken);
        }

        var changed = MemberAttributes.Apply(member, given) with { ManagedBy = connection.Id };
        var refused = outOfReach
            ?? await CheckAsync(change, connection, member, changed, given, differences, active, cancellationToken);
        if (refused is null && member.IsActive && !active)
        {
            refused = await MassChanges.AdmitAsync(change, connection, member, cancellationToken);
        }

        if (refused is not null)
        {
            return refused;
        }

        var role = await DirectoryRoles.ResolveAsync(change, connection, changed, cancellationToken);
        Member With(Member stored) => MemberRoles.WithDirectoryRole(
            change, MemberAttributes.Apply(stored, given) with { ManagedBy = connection.Id }, role);

        await UniqueAttributes.HoldAsync(
            change, change.Catalog.User, member.Id.Value, before, given, cancellationToken);
        await RecordAsync(change, member, With(member), differences, cancellationToken);
        return (member.IsActive, active) switch
        {
            (true, false) => await EndOfAccess.DeactivateAsync(change, member, With, cancellationToken),
            (false, true) => await ReturnOfAccess.ReactivateAsync(change, member, With, cancellationToken),
            _ => await UpdateAsync(change, member, With(member), cancellationToken),
        };
    }

    // While the workspace holds a member off, the directory's own word is kept beside it, so that neither lifts the other's.
    private static async ValueTask<Member> HearAsync(
        Change change, Member member, bool active, CancellationToken cancellationToken)
    {
        if (!IsHeldOff(member) || member.Departure is not { } departure || departure.AlsoByDirectory == !active)
        {
            return member;
        }

        var stored = member with
        {
            Departure = departure with { AlsoByDirectory = !active },
            Version = member.Version + 1,
            LastModified = change.Now,
        };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        await change.RecordAsync(
            AuditActions.MemberUpdated,
            $"member:{member.Id}",
            [member.Id],
            [new AuditChange("directoryActive", active ? "false" : "true", active ? "true" : "false")],
            cancellationToken);
        return stored;
    }

    private static bool IsHeldOff(Member member) =>
        member.Departure is { } departure && !departure.IsByDirectory;

    private static async ValueTask<Failure?> CheckAsync(
        Change change,
        DirectoryConnection connection,
        Member member,
        Member changed,
        JsonObject given,
        List<AuditChange> differences,
        bool active,
        CancellationToken cancellationToken)
    {
        if (UserAttributes.Check(change, connection, given, name => differences.Any(each => each.Attribute == name))
            is { } invalid)
        {
            return invalid;
        }

        var named = await change.Unit.Members.FindByUserNameAsync(change.WorkspaceId, changed.UserName, cancellationToken);
        if (named is not null && named.Id != member.Id)
        {
            return Failure.Uniqueness("userName");
        }

        if (await UniqueAttributes.CheckAsync(
            change, change.Catalog.User, member.Id.Value, member.Attributes.ToObject(), given, cancellationToken) is { } taken)
        {
            return taken;
        }

        return active && !member.IsActive
            ? await ReturnOfAccess.CheckSeatAsync(change, cancellationToken)
            : null;
    }

    private static async ValueTask<Member> UpdateAsync(
        Change change, Member before, Member after, CancellationToken cancellationToken)
    {
        var stored = after with { Version = before.Version + 1, LastModified = change.Now };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        return stored;
    }

    private static async ValueTask RecordAsync(
        Change change, Member before, Member after, List<AuditChange> differences, CancellationToken cancellationToken)
    {
        if (before.ManagedBy != after.ManagedBy)
        {
            differences.Insert(0, new AuditChange("managedBy", before.ManagedBy?.ToString(), after.ManagedBy?.ToString()));
        }

        if (differences.Count > 0)
        {
            await change.RecordAsync(
                AuditActions.MemberUpdated, $"member:{before.Id}", [before.Id], differences, cancellationToken);
        }

        var roles = MemberRoles.ChangesOf(before, after);
        if (roles.Count > 0)
        {
            await change.RecordAsync(
                AuditActions.MemberRoleChanged, $"member:{before.Id}", [before.Id], roles, cancellationToken);
        }
    }
}
