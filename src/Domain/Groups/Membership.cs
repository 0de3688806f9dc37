namespace TeamAccess.Domain.Groups;

/// <summary>One member in one group.</summary>
public sealed record Membership(WorkspaceId Workspace, GroupId Group, MemberId Member, DateTimeOffset Since);
