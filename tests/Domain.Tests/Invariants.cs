using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Tests;

/// <summary>What must hold of a workspace after whatever happened to it.</summary>
internal static class Invariants
{
    public static async Task HoldAsync(World world)
    {
        var workspace = await world.WorkspaceAsync();
        var head = await world.HeadAsync();
        var members = await world.Store.ReadAsync(
            reader => reader.Members.ListAsync(workspace.Id, new RowSelection.All(), null, 0, 1000, CancellationToken.None),
            CancellationToken.None);

        var owners = members.Items.Where(member => member.Role == RoleName.Owner).ToList();
        Assert.Equal(workspace.Owner is null ? 0 : 1, owners.Count);
        Assert.Equal(workspace.Owner is null, workspace.VacantSince is not null);
        Assert.All(owners, owner => Assert.True(owner.IsActive && owner.Id == workspace.Owner));
        Assert.Equal(members.Items.Count, head.Members);
        Assert.Equal(members.Items.Count(member => member.IsActive), head.ActiveMembers);
        Assert.All(members.Items, member => Assert.Equal(member.IsActive, member.Departure is null));
        await NoKeyOutlivesItsMemberAsync(world, workspace.Id, members.Items);
        await MembershipsPointAtMembersAsync(world, workspace.Id, members.Items, head.Groups);
        await LogIsWholeAsync(world, head.AuditSequence);
    }

    private static async Task NoKeyOutlivesItsMemberAsync(
        World world, WorkspaceId workspace, IReadOnlyList<Member> members)
    {
        var active = members.Where(member => member.IsActive).Select(member => member.Id).ToHashSet();
        var keys = await world.Store.ReadAsync(
            reader => reader.Keys.ListAsync(workspace, null, null, 1000, CancellationToken.None), CancellationToken.None);
        Assert.All(
            keys.Where(key => key.State == ApiKeyState.Live), key => Assert.Contains(key.Creator, active));
    }

    private static async Task MembershipsPointAtMembersAsync(
        World world, WorkspaceId workspace, IReadOnlyList<Member> members, int groupCount)
    {
        var ids = members.Select(member => member.Id).ToHashSet();
        var groups = await world.Store.ReadAsync(
            reader => reader.Groups.ListAsync(workspace, new RowSelection.All(), null, 0, 1000, CancellationToken.None),
            CancellationToken.None);
        Assert.Equal(groups.Items.Count, groupCount);
        foreach (var group in groups.Items)
        {
            var rows = await world.Store.ReadAsync<IReadOnlyList<Membership>>(
                reader => reader.Groups.ListMembersAsync(workspace, group.Id, null, 1000, CancellationToken.None),
                CancellationToken.None);
            Assert.All(rows, row => Assert.Contains(row.Member, ids));
            var links = await world.Store.ReadAsync(
                async reader => (IReadOnlyList<GroupLink>)
                [
                    .. await reader.Groups.ListNestedAsync(workspace, group.Id, null, 1000, CancellationToken.None),
                    .. await reader.Groups.ListParentsAsync(workspace, group.Id, null, 1000, CancellationToken.None),
                ],
                CancellationToken.None);
            Assert.All(links, link => Assert.NotEqual(link.Parent, link.Child));
            Assert.All(
                links,
                link => Assert.Equal(2, groups.Items.Count(each => each.Id == link.Parent || each.Id == link.Child)));
        }
    }

    private static async Task LogIsWholeAsync(World world, long sequence)
    {
        var verified = World.Ok(await world.Get<AuditTrail>().VerifyAsync(
            World.Operator(world.Scim.Workspace.Value), [], CancellationToken.None));
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
        Assert.Equal(sequence, verified.Events);
    }
}
