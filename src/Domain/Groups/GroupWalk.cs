using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Groups;

/// <summary>
/// Follows links from some groups, up to those they are nested in or down to those nested in them. Each group is met
/// once, so cycles and many ways to the same group cost no more, and each step reads one page.
/// </summary>
internal sealed class GroupWalk
{
    private const int PageSize = 500;

    private readonly WorkspaceId workspace;
    private readonly bool isUp;
    private readonly HashSet<GroupId> met = [];
    private readonly Queue<GroupId> open = [];
    private GroupId? after;

    private GroupWalk(WorkspaceId workspace, bool isUp) => (this.workspace, this.isUp) = (workspace, isUp);

    public bool IsDone => open.Count == 0;

    public static GroupWalk Up(WorkspaceId workspace) => new(workspace, isUp: true);

    public static GroupWalk Down(WorkspaceId workspace) => new(workspace, isUp: false);

    /// <returns>False for a group that was met already.</returns>
    public bool Start(GroupId group)
    {
        var isNew = met.Add(group);
        if (isNew)
        {
            open.Enqueue(group);
        }

        return isNew;
    }

    /// <summary>Reads one page of one group's links. Not to be called when done.</summary>
    /// <returns>The groups met for the first time; none of those that the walk started from.</returns>
    public async ValueTask<IReadOnlyList<GroupId>> StepAsync(IGroupReader groups, CancellationToken cancellationToken)
    {
        var group = open.Peek();
        var page = isUp
            ? await groups.ListParentsAsync(workspace, group, after, PageSize, cancellationToken)
            : await groups.ListNestedAsync(workspace, group, after, PageSize, cancellationToken);
        if (page.Count < PageSize)
        {
            open.Dequeue();
            after = null;
        }
        else
        {
            after = FarEnd(page[^1]);
        }

        return page.Select(FarEnd).Where(Start).ToList();
    }

    private GroupId FarEnd(GroupLink link) => isUp ? link.Parent : link.Child;
}
