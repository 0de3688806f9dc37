using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A change of a group by way of a directory, whether it came as POST, PUT or PATCH.</summary>
internal static class GroupChange
{
    private const int PageSize = 500;

    public static async ValueTask<Result<Group>> AddAsync(
        Change change, JsonObject attributes, CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var given = attributes.DeepClone().AsObject();
        var members = GroupAttributes.TakeMembers(given);
        var group = GroupAttributes.Apply(
            new Group
            {
                Workspace = change.WorkspaceId,
                Id = new GroupId(change.NewId()),
                DisplayName = "",
                ManagedBy = connection.Id,
                Attributes = AttributeBag.Empty,
                Version = 1,
                Created = change.Now,
                LastModified = change.Now,
            },
            given);
        var moves = new MembershipMoves(change, connection, group);
        if ((await CheckAsync(change, group, null, given, cancellationToken)
            ?? await moves.PlanAsync([new MembersChange.Add(members)], cancellationToken)) is { } refused)
        {
            return refused;
        }

        await change.Unit.Groups.AddAsync(group, cancellationToken);
        await UniqueAttributes.HoldAsync(change, change.Catalog.Group, group.Id.Value, null, given, cancellationToken);
        change.Count(groups: 1);
        await change.RecordAsync(
            AuditActions.GroupCreated,
            $"group:{group.Id}",
            [],
            [new AuditChange("displayName", null, group.DisplayName)],
            cancellationToken);
        await moves.CarryOutAsync(cancellationToken);
        await RefreshAsync(change, group, moves, cancellationToken);
        return group;
    }

    /// <returns>The group as stored; unchanged, and nothing recorded, when nothing differs.</returns>
    public static async ValueTask<Result<Group>> StoreAsync(
        Change change,
        Group before,
        JsonObject attributes,
        IReadOnlyList<MembersChange> membersChanges,
        CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var after = GroupAttributes.Apply(before, attributes) with { ManagedBy = connection.Id };
        var moves = new MembershipMoves(change, connection, before);
        var former = before.Attributes.ToObject();
        if ((await CheckAsync(change, after, former, attributes, cancellationToken)
            ?? await moves.PlanAsync(membersChanges, cancellationToken)) is { } refused)
        {
            return refused;
        }

        var differences = ChangesOf(before, after, attributes);
        if (differences.Count == 0 && moves.IsEmpty)
        {
            return before;
        }

        if (before.ManagedBy != after.ManagedBy)
        {
            differences.Add(new AuditChange("managedBy", before.ManagedBy?.ToString(), after.ManagedBy?.ToString()));
        }

        var stored = after with { Version = before.Version + 1, LastModified = change.Now };
        await change.Unit.Groups.UpdateAsync(stored, cancellationToken);
        await UniqueAttributes.HoldAsync(
            change, change.Catalog.Group, stored.Id.Value, former, attributes, cancellationToken);
        if (differences.Count > 0)
        {
            await change.RecordAsync(
                AuditActions.GroupUpdated, $"group:{before.Id}", [], differences, cancellationToken);
        }

        await moves.CarryOutAsync(cancellationToken);
        await RefreshAsync(change, before, stored, moves, cancellationToken);
        return stored;
    }

    public static async ValueTask RemoveAsync(Change change, Group group, CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var gaveRoles = await RoleRefresh.IsMappedAtOrAboveAsync(change, group.Id, cancellationToken);
        var moves = new MembershipMoves(change, connection, group);
        await moves.PlanAsync([new MembersChange.RemoveAll()], cancellationToken);
        await moves.CarryOutAsync(cancellationToken);
        await UniqueAttributes.HoldAsync(
            change, change.Catalog.Group, group.Id.Value, group.Attributes.ToObject(), null, cancellationToken);
        await MemberRows.LeaveParentsAsync(change, group.Id, PageSize, cancellationToken);
        await change.Unit.Groups.RemoveAsync(group.Workspace, group.Id, cancellationToken);
        change.Count(groups: -1);
        await change.RecordAsync(
            AuditActions.GroupRemoved,
            $"group:{group.Id}",
            [],
            [new AuditChange("displayName", group.DisplayName, null)],
            cancellationToken);
        if (gaveRoles)
        {
            await RefreshMovedAsync(change, moves, cancellationToken);
        }
    }

    private static async ValueTask<Failure?> CheckAsync(
        Change change, Group group, JsonObject? before, JsonObject attributes, CancellationToken cancellationToken)
    {
        if (GroupAttributes.Check(attributes) is { } invalid)
        {
            return invalid;
        }

        var named = await change.Unit.Groups.FindByDisplayNameAsync(
            change.WorkspaceId, group.DisplayName, cancellationToken);
        return named is null || named.Id == group.Id
            ? await UniqueAttributes.CheckAsync(
                change, change.Catalog.Group, group.Id.Value, before, attributes, cancellationToken)
            : Failure.Uniqueness("displayName");
    }

    // A rename can move a mapped name away from or onto this group, and a take-over closes it to the other directories'
    // mappings, so everyone who stays is looked at too.
    private static async ValueTask RefreshAsync(
        Change change, Group before, Group after, MembershipMoves moves, CancellationToken cancellationToken)
    {
        if (before.DisplayName == after.DisplayName && before.ManagedBy == after.ManagedBy)
        {
            await RefreshAsync(change, after, moves, cancellationToken);
        }
        else if ((await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken)).Count > 0)
        {
            var refresh = await RefreshMovedAsync(change, moves, cancellationToken);
            await refresh.BelowAsync([after.Id], cancellationToken);
        }
    }

    private static async ValueTask RefreshAsync(
        Change change, Group group, MembershipMoves moves, CancellationToken cancellationToken)
    {
        if (!moves.IsEmpty && await RoleRefresh.IsMappedAtOrAboveAsync(change, group.Id, cancellationToken))
        {
            await RefreshMovedAsync(change, moves, cancellationToken);
        }
    }

    // What a link moves is everybody below the group that it nests.
    private static async ValueTask<RoleRefresh> RefreshMovedAsync(
        Change change, MembershipMoves moves, CancellationToken cancellationToken)
    {
        var refresh = new RoleRefresh(change);
        foreach (var member in moves.MovedUsers)
        {
            await refresh.MemberAsync(member, cancellationToken);
        }

        await refresh.BelowAsync(moves.MovedGroups, cancellationToken);
        return refresh;
    }

    private static List<AuditChange> ChangesOf(Group before, Group after, JsonObject attributes)
    {
        var differences = UserAttributes.ChangesOf(before.Attributes.ToObject(), attributes);
        var index = differences.FindIndex(difference => difference.Attribute == "displayName");
        if (index >= 0)
        {
            // A group's name is no person's; what it was called is what an auditor asks for.
            differences[index] = new AuditChange("displayName", before.DisplayName, after.DisplayName);
        }

        return differences;
    }
}
