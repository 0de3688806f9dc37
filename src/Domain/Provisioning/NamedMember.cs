using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What a request's value of <c>members</c> names.</summary>
/// <param name="Foreign">Why it cannot come in, when another directory manages it; null when it can.</param>
internal sealed record NamedMember(GroupMemberKey Key, Failure? Foreign)
{
    /// <returns>
    /// The member, or <see cref="FailureKind.InvalidValue"/> for an id that is no User and no Group of the workspace, for
    /// a <c>type</c> that is not what the id is, and for the group itself.
    /// </returns>
    public static async ValueTask<Result<NamedMember>> FindAsync(
        Change change,
        DirectoryConnection connection,
        GroupId into,
        MemberReference reference,
        CancellationToken cancellationToken)
    {
        if (!TryReadType(reference.Type, out var type))
        {
            return Failure.InvalidValue("members.type", "The type of a group's member is User or Group.");
        }

        if (!GroupMemberKey.TryReadId(reference.Value, out var id))
        {
            return Unknown();
        }

        var user = await change.Unit.Members.FindAsync(change.WorkspaceId, new MemberId(id), cancellationToken);
        if (user is not null && type != GroupMemberType.Group)
        {
            return new NamedMember(GroupMemberKey.Of(user.Id), ConnectionReach.ToWrite(connection, user.ManagedBy));
        }

        var group = await change.Unit.Groups.FindAsync(change.WorkspaceId, new GroupId(id), cancellationToken);
        if (group is null || type == GroupMemberType.User)
        {
            return user is null && group is null
                ? Unknown()
                : Failure.InvalidValue(
                    "members.type", $"The member is a {(group is null ? "User" : "Group")}; send that type, or none.");
        }

        return group.Id == into
            ? Failure.InvalidValue("members.value", "A group cannot be a member of itself.")
            : new NamedMember(GroupMemberKey.Of(group.Id), ConnectionReach.ToNest(connection, group.ManagedBy));
    }

    /// <summary>What a value to take out can mean, whether it is there or not.</summary>
    public static IEnumerable<GroupMemberKey> ToTakeOut(MemberReference reference)
    {
        if (!TryReadType(reference.Type, out var type) || !GroupMemberKey.TryReadId(reference.Value, out var id))
        {
            return [];
        }

        return type is { } only
            ? [new GroupMemberKey(only, id)]
            : [new GroupMemberKey(GroupMemberType.User, id), new GroupMemberKey(GroupMemberType.Group, id)];
    }

    private static bool TryReadType(string? text, out GroupMemberType? type)
    {
        type = null;
        foreach (var known in Enum.GetValues<GroupMemberType>())
        {
            if (known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                type = known;
            }
        }

        return text is null || type is not null;
    }

    private static Failure Unknown() => Failure.InvalidValue(
        "members.value", "A member of the group is no User and no Group of this workspace. Create it first.");
}
