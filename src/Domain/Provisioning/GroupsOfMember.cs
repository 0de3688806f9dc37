using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Gathers <c>User.groups</c>: the groups a member is directly in, and all that these are nested in. Done in steps, so
/// that a member of very many groups does not hold the store up.
/// </summary>
internal sealed class GroupsOfMember(Member member)
{
    private const int PageSize = 500;

    /// <summary>How many rows a step reads at least, unless it comes to the end.</summary>
    private const int StepSize = 500;

    private readonly List<GroupReference> direct = [];
    private readonly List<GroupReference> indirect = [];
    private readonly GroupWalk above = GroupWalk.Up(member.Workspace);
    private bool knowsDirect;
    private GroupId? after;

    public bool IsDone => knowsDirect && above.IsDone;

    /// <summary>Each group once, the direct ones first, each part in ascending order of id.</summary>
    public IReadOnlyList<GroupReference> Groups => [.. direct, .. indirect.OrderBy(group => group.Id.Value)];

    public async ValueTask StepAsync(IStoreReader store, CancellationToken cancellationToken)
    {
        for (var read = 0; read < StepSize && !IsDone;)
        {
            read += knowsDirect
                ? await ClimbAsync(store.Groups, cancellationToken)
                : await ReadDirectAsync(store.Groups, cancellationToken);
        }
    }

    private async ValueTask<int> ReadDirectAsync(IGroupReader groups, CancellationToken cancellationToken)
    {
        var page = await groups.ListGroupsOfAsync(member.Workspace, member.Id, after, PageSize, cancellationToken);
        foreach (var membership in page)
        {
            above.Start(membership.Group);
            await AddAsync(groups, membership.Group, isDirect: true, cancellationToken);
        }

        knowsDirect = page.Count < PageSize;
        after = knowsDirect ? null : page[^1].Group;
        return page.Count;
    }

    private async ValueTask<int> ClimbAsync(IGroupReader groups, CancellationToken cancellationToken)
    {
        var met = await above.StepAsync(groups, cancellationToken);
        foreach (var group in met)
        {
            await AddAsync(groups, group, isDirect: false, cancellationToken);
        }

        return met.Count + 1;
    }

    private async ValueTask AddAsync(
        IGroupReader groups, GroupId id, bool isDirect, CancellationToken cancellationToken)
    {
        // Read in steps: the group may have gone since its link was met.
        if (await groups.FindAsync(member.Workspace, id, cancellationToken) is { } group)
        {
            (isDirect ? direct : indirect).Add(new GroupReference(id, group.DisplayName, isDirect));
        }
    }
}
