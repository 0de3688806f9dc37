using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Who comes into a group and who goes, worked out in full before the first row is written. The group is read whole
/// only when the change is about everyone in it.
/// </summary>
internal sealed class MembershipMoves(Change change, DirectoryConnection connection, Group group)
{
    private const int PageSize = 500;

    /// <summary>How many members one audit event names at most.</summary>
    private const int PerEvent = 100;

    // True: is to be a member. Who is not in here stays as they are.
    private readonly Dictionary<MemberId, bool> wanted = [];

    // Members of other directories. Whoever of them is in the group already may stay in it.
    private readonly Dictionary<MemberId, Failure> foreign = [];

    private List<MemberId> added = [];
    private List<MemberId> removed = [];

    public bool IsEmpty => added.Count == 0 && removed.Count == 0;

    public IEnumerable<MemberId> Moved => added.Concat(removed);

    /// <returns>Null, or <see cref="FailureKind.InvalidValue"/> for a member that does not exist.</returns>
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
            if (await change.Unit.Groups.IsMemberAsync(group.Workspace, group.Id, member, cancellationToken) != isWanted)
            {
                (isWanted ? added : removed).Add(member);
            }
        }

        return added.Where(foreign.ContainsKey).Select(member => foreign[member]).FirstOrDefault();
    }

    public async ValueTask CarryOutAsync(CancellationToken cancellationToken)
    {
        foreach (var member in added)
        {
            await change.Unit.Groups.AddMemberAsync(
                new Membership(group.Workspace, group.Id, member, change.Now), cancellationToken);
        }

        foreach (var member in removed)
        {
            await change.Unit.Groups.RemoveMemberAsync(group.Workspace, group.Id, member, cancellationToken);
        }

        await RecordAsync(AuditActions.GroupMembersAdded, added, cancellationToken);
        await RecordAsync(AuditActions.GroupMembersRemoved, removed, cancellationToken);
    }

    private async ValueTask<Failure?> PlanAsync(MembersChange next, CancellationToken cancellationToken)
    {
        switch (next)
        {
            case MembersChange.Add add:
                return await WantAsync(add.Members, cancellationToken);

            case MembersChange.Remove remove:
                foreach (var value in remove.Values)
                {
                    // Removing someone who is no member is what the client wanted, so it is no failure.
                    if (TryRead(value, out var member))
                    {
                        wanted[member] = false;
                    }
                }

                return null;

            case MembersChange.RemoveAll:
                await UnwantEveryoneAsync(cancellationToken);
                return null;

            case MembersChange.Replace replace:
                await UnwantEveryoneAsync(cancellationToken);
                return await WantAsync(replace.Members, cancellationToken);

            case MembersChange.RemoveWhere where:
                return await UnwantMatchingAsync(where.Filter, cancellationToken);

            default:
                throw new InvalidOperationException($"No rule for a change of type {next.GetType().Name}.");
        }
    }

    // `members.value` is not case-exact (RFC 7643 §8.7.1), and some clients write UUIDs in capitals.
    private static bool TryRead(string value, out MemberId member) =>
        MemberId.TryParse(value.ToLowerInvariant(), out member);

    private async ValueTask<Failure?> WantAsync(IReadOnlyList<MemberReference> members, CancellationToken cancellationToken)
    {
        foreach (var reference in members)
        {
            if (!TryRead(reference.Value, out var member)
                || await change.Unit.Members.FindAsync(group.Workspace, member, cancellationToken) is not { } found)
            {
                return Failure.InvalidValue(
                    "members.value", "A member of the group is no User of this workspace. Create the User first.");
            }

            if (ConnectionReach.ToWrite(connection, found.ManagedBy) is { } refused)
            {
                foreign[member] = refused;
            }

            wanted[member] = true;
        }

        return null;
    }

    private async ValueTask<Failure?> UnwantMatchingAsync(FilterExpression filter, CancellationToken cancellationToken)
    {
        var whole = new ValuePathFilter(new AttributePath(null, "members", null), filter);
        var bound = FilterEvaluator.Bind(whole, ResourceCatalog.BuiltIn.Group, Dialect.Compatible);
        if (!bound.TryGet(out var matches, out var failure))
        {
            return failure;
        }

        await UnwantMatchingAsync(
            member => matches(new JsonObject { ["members"] = new JsonArray(ScimRepresentation.ReferenceTo(member)) }),
            cancellationToken);
        return null;
    }

    private async ValueTask UnwantMatchingAsync(Func<GroupMember, bool> matches, CancellationToken cancellationToken)
    {
        foreach (var id in wanted.Keys.ToList())
        {
            var member = await change.Unit.Members.FindAsync(group.Workspace, id, cancellationToken);
            wanted[id] = wanted[id] && !matches(new GroupMember(id, member?.DisplayName ?? member?.UserName ?? ""));
        }

        MemberId? after = null;
        while (true)
        {
            var page = await Relations.MembersOfAsync(
                change.Unit, group.Workspace, group.Id, after, PageSize, cancellationToken);
            foreach (var member in page.Where(matches))
            {
                // What an earlier operation of the same request said of this member was judged above.
                wanted.TryAdd(member.Id, false);
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].Id;
        }
    }

    private async ValueTask UnwantEveryoneAsync(CancellationToken cancellationToken)
    {
        foreach (var member in wanted.Keys.ToList())
        {
            wanted[member] = false;
        }

        MemberId? after = null;
        while (true)
        {
            var page = await change.Unit.Groups.ListMembersAsync(
                group.Workspace, group.Id, after, PageSize, cancellationToken);
            foreach (var membership in page)
            {
                wanted[membership.Member] = false;
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].Member;
        }
    }

    private async ValueTask RecordAsync(string action, List<MemberId> members, CancellationToken cancellationToken)
    {
        foreach (var some in members.Chunk(PerEvent))
        {
            await change.RecordAsync(action, $"group:{group.Id}", some, [], cancellationToken);
        }
    }
}
