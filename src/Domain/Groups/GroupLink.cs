namespace TeamAccess.Domain.Groups;

/// <summary>One group nested in another: <paramref name="Child"/> is a member of <paramref name="Parent"/>.</summary>
/// <remarks>Links may form a cycle; whoever follows them meets each group once.</remarks>
public sealed record GroupLink(WorkspaceId Workspace, GroupId Parent, GroupId Child, DateTimeOffset Since);
