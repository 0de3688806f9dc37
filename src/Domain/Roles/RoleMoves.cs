using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// Watches the roles that a change moves: counts them all, and keeps the page that was asked for, so that it takes no more memory
/// for a large group than for a small one.
/// </summary>
/// <param name="after">Only members with a higher id are kept; null for all.</param>
/// <param name="limit">How many are kept, those with the lowest ids.</param>
internal sealed class RoleMoves(RoleTable roles, MemberId? after, int limit)
{
    private readonly SortedList<Guid, RoleMove> page = [];
    private readonly Dictionary<RoleName, (int Before, int After)> counts = [];
    private bool hasMore;
    private int raised;
    private int lowered;
    private int same;
    private RoleMove? owner;

    public void See(Member before, Member stored)
    {
        var move = new RoleMove(before, stored);
        Count(move);
        if (stored.Role == RoleName.Owner)
        {
            owner = move;
        }

        if (after is { } last && stored.Id.Value.CompareTo(last.Value) <= 0)
        {
            return;
        }

        page[stored.Id.Value] = move;
        if (page.Count > limit)
        {
            page.RemoveAt(limit);
            hasMore = true;
        }
    }

    public MappingEffects Effects(long revision, int activeMembers) => new(
        revision,
        [.. page.Values],
        hasMore,
        new MoveCounts(raised, lowered, same),
        [
            .. counts.OrderBy(role => roles[role.Key].Rank)
                .Select(role => new RoleCount(role.Key, role.Value.Before, role.Value.After)),
        ],
        owner,
        activeMembers);

    private void Count(RoleMove move)
    {
        var (from, to) = (move.Before.Role, move.After.Role);
        counts[from] = counts.GetValueOrDefault(from) with { Before = counts.GetValueOrDefault(from).Before + 1 };
        counts[to] = counts.GetValueOrDefault(to) with { After = counts.GetValueOrDefault(to).After + 1 };
        switch (roles[to].Rank.CompareTo(roles[from].Rank))
        {
            case > 0:
                raised++;
                break;
            case < 0:
                lowered++;
                break;
            default:
                same++;
                break;
        }
    }
}
