namespace TeamAccess.Domain.Members;

/// <summary>What is left of a removed member: the id, never to be used again, and nothing personal.</summary>
public sealed record MemberTombstone(WorkspaceId Workspace, MemberId Id, DateTimeOffset RemovedAt, string Cause);
