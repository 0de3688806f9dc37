using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>Reads a whole workspace and compares it with what its history must have left.</summary>
internal static class WorkspaceCheck
{
    /// <returns>What is wrong, or null.</returns>
    public static async Task<string?> FindAsync(Workplace place, WorkspaceHistory history, long answered)
    {
        var head = await place.Store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(Workplace.Workspace, CancellationToken.None), CancellationToken.None);
        if (head.AuditSequence < answered)
        {
            return $"event {answered} was answered, and {head.AuditSequence} is the last one there";
        }

        var chain = Workplace.Ok(await place.Get<AuditTrail>().VerifyAsync(Workplace.Operator, [], CancellationToken.None));
        if (!chain.Intact || chain.Events != head.AuditSequence)
        {
            return $"of {head.AuditSequence} events the chain holds {chain.Events} and breaks at {chain.BrokenAt}";
        }

        var expected = history.ContentsAt(head.AuditSequence);
        return await ComparePeopleAsync(place, expected, head) ?? await CompareGroupsAsync(place, expected, head);
    }

    private static async Task<string?> ComparePeopleAsync(Workplace place, WorkspaceHistory.Contents expected, WorkspaceHead head)
    {
        var members = await MembersAsync(place);
        var found = members.OrderBy(member => member.UserName, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.UserName, member.IsActive));
        if (!found.SequenceEqual(expected.Members))
        {
            return $"after event {head.AuditSequence} the people are [{string.Join(' ', found)}], not [{string.Join(' ', expected.Members)}]";
        }

        if (head.Members != members.Count || head.ActiveMembers != members.Count(member => member.IsActive))
        {
            return $"{members.Count} people are counted as {head.Members}, {head.ActiveMembers} of them active";
        }

        foreach (var member in members)
        {
            var byName = await place.Store.FindMemberByUserNameAsync(Workplace.Workspace, member.UserName, CancellationToken.None);
            if (byName?.Id != member.Id)
            {
                return $"the index of names does not lead to {member.UserName}";
            }
        }

        return null;
    }

    private static async Task<string?> CompareGroupsAsync(Workplace place, WorkspaceHistory.Contents expected, WorkspaceHead head)
    {
        var groups = (await place.Store.ReadAsync(
            reader => reader.Groups.ListAsync(Workplace.Workspace, new RowSelection.All(), null, 0, 1000, CancellationToken.None),
            CancellationToken.None)).Items;
        if (groups.Count != head.Groups || !groups.Select(group => group.DisplayName).Order(StringComparer.Ordinal).SequenceEqual(expected.Groups.Keys))
        {
            return $"after event {head.AuditSequence} there are {groups.Count} groups, counted as {head.Groups}; {expected.Groups.Count} should be";
        }

        var names = (await MembersAsync(place)).ToDictionary(member => member.Id, member => member.UserName);
        foreach (var group in groups)
        {
            var rows = await place.Store.ReadAsync(
                reader => reader.Groups.ListMembersAsync(Workplace.Workspace, group.Id, null, 1000, CancellationToken.None),
                CancellationToken.None);
            if (!rows.Select(row => names[row.Member]).Order(StringComparer.Ordinal).SequenceEqual(expected.Groups[group.DisplayName]))
            {
                return $"group {group.DisplayName} has other members than it was given";
            }

            foreach (var row in rows)
            {
                var back = await place.Store.ReadAsync(
                    reader => reader.Groups.ListGroupsOfAsync(Workplace.Workspace, row.Member, null, 1000, CancellationToken.None),
                    CancellationToken.None);
                if (back.All(membership => membership.Group != group.Id))
                {
                    return $"the index of memberships does not lead from {names[row.Member]} to {group.DisplayName}";
                }
            }
        }

        return null;
    }

    private static async Task<IReadOnlyList<Member>> MembersAsync(Workplace place) => (await place.Store.ReadAsync(
        reader => reader.Members.ListAsync(Workplace.Workspace, new RowSelection.All(), null, 0, 1000, CancellationToken.None),
        CancellationToken.None)).Items;
}
