using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Who comes into a group and who goes, worked out in full before the first row is written. The group is read whole
/// only when the change is about everyone in it.
/// </summary>
internal sealed class MembershipMoves(Change change, DirectoryConnection connection, Group group)
{
    private const int PageSize = 500;

    // True: is to be a member. Who is not in here stays as they are.
    private readonly Dictionary<GroupMemberKey, bool> wanted = [];

    // Members of other directories. Whoever of them is in the group already may stay in it.
    private readonly Dictionary<GroupMemberKey, Failure> foreign = [];

    private readonly MemberRows rows = new(change, group.Id);

    private List<GroupMemberKey> added = [];
    private List<GroupMemberKey> removed = [];

    public bool IsEmpty => added.Count == 0 && removed.Count == 0;

    public IEnumerable<MemberId> MovedUsers => added.Concat(removed)
        .Where(member => member.Type == GroupMemberType.User)
        .Select(member => new MemberId(member.Id));

    public IEnumerable<GroupId> MovedGroups => added.Concat(removed)
        .Where(member => member.Type == GroupMemberType.Group)
        .Select(member => new GroupId(member.Id));

    /// <returns>
    /// Null, or <see cref="FailureKind.InvalidValue"/> for a member that does not exist or cannot be one, and what
    /// <see cref="ConnectionReach"/> says of another directory's.
    /// </returns>
    public async ValueTask<Failure?> PlanAsync(IReadOnlyList<MembersChange> changes, CancellationToken cancellationToken)
    {
        foreach (var next in changes)
        {
            if (await PlanAsync(next, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        added = [];
        removed = [];
        foreach (var (member, isWanted) in wanted)
        {
            if (await rows.HasAsync(member, cancellationToken) != isWanted)
            {
                (isWanted ? added : removed).Add(member);
            }
        }

        return added.Where(foreign.ContainsKey).Select(member => foreign[member]).FirstOrDefault();
    }

    public async ValueTask CarryOutAsync(CancellationToken cancellationToken)
    {
        await rows.AddAsync(added, cancellationToken);
        await rows.RemoveAsync(removed, cancellationToken);
    }

    private async ValueTask<Failure?> PlanAsync(MembersChange next, CancellationToken cancellationToken)
    {
        switch (next)
        {
            case MembersChange.Add add:
                return await WantAsync(add.Members, cancellationToken);

            case MembersChange.Remove remove:
                // Removing someone who is no member is what the client wanted, so it is no failure.
                foreach (var member in remove.Members.SelectMany(NamedMember.ToTakeOut))
                {
                    wanted[member] = false;
                }

                return null;

            case MembersChange.RemoveAll:
                await UnwantEveryoneAsync(cancellationToken);
                return null;

            case MembersChange.Replace replace:
                await UnwantEveryoneAsync(cancellationToken);
                return await WantAsync(replace.Members, cancellationToken);

            case MembersChange.RemoveWhere where:
                await UnwantMatchingAsync(where, cancellationToken);
                return null;

            default:
                throw new InvalidOperationException($"No rule for a change of type {next.GetType().Name}.");
        }
    }

    private async ValueTask<Failure?> WantAsync(IReadOnlyList<MemberReference> members, CancellationToken cancellationToken)
    {
        foreach (var reference in members)
        {
            var found = await NamedMember.FindAsync(change, connection, group.Id, reference, cancellationToken);
            if (!found.TryGet(out var member, out var failure))
            {
                return failure;
            }

            if (member.Foreign is { } refused)
            {
                foreign[member.Key] = refused;
            }

            wanted[member.Key] = true;
        }

        return null;
    }

    private async ValueTask UnwantMatchingAsync(MembersChange.RemoveWhere where, CancellationToken cancellationToken)
    {
        if (FilterIndex.EqualTo(where.Filter, "value") is { } value)
        {
            foreach (var member in NamedMember.ToTakeOut(new MemberReference(value)))
            {
                if (wanted.TryGetValue(member, out var isIn) ? isIn : await rows.HasAsync(member, cancellationToken))
                {
                    await UnwantIfMatchingAsync(member, where, cancellationToken);
                }
            }

            return;
        }

        // What an earlier operation of the same request said of a member counts, not what is stored.
        var decided = wanted.Keys.ToHashSet();
        foreach (var member in decided.Where(member => wanted[member]))
        {
            await UnwantIfMatchingAsync(member, where, cancellationToken);
        }

        await ForEachPageAsync(
            async page =>
            {
                foreach (var member in page.Where(member => !decided.Contains(member)))
                {
                    await UnwantIfMatchingAsync(member, where, cancellationToken);
                }
            },
            cancellationToken);
    }

    private async ValueTask UnwantIfMatchingAsync(
        GroupMemberKey member, MembersChange.RemoveWhere where, CancellationToken cancellationToken)
    {
        var shown = await Relations.ShowAsync(change.Unit, group.Workspace, member, cancellationToken);
        if (where.Matches(ScimRepresentation.ReferenceTo(shown)))
        {
            wanted[member] = false;
        }
    }

    private async ValueTask UnwantEveryoneAsync(CancellationToken cancellationToken)
    {
        foreach (var member in wanted.Keys.ToList())
        {
            wanted[member] = false;
        }

        await ForEachPageAsync(
            page =>
            {
                foreach (var member in page)
                {
                    wanted[member] = false;
                }

                return ValueTask.CompletedTask;
            },
            cancellationToken);
    }

    private async ValueTask ForEachPageAsync(
        Func<IReadOnlyList<GroupMemberKey>, ValueTask> work, CancellationToken cancellationToken)
    {
        IReadOnlyList<GroupMemberKey> page;
        GroupMemberKey? after = null;
        do
        {
            page = await Relations.MembersOfAsync(
                change.Unit.Groups, group.Workspace, group.Id, after, PageSize, cancellationToken);
            await work(page);
            after = page.Count == 0 ? after : page[^1];
        }
        while (page.Count == PageSize);
    }
}
