namespace TeamAccess.Protocol.Patch;

/// <summary>A member of a group as a request names it.</summary>
/// <param name="Value">The member's id; whether it exists is for the caller to find out.</param>
/// <param name="Type"><c>User</c> or <c>Group</c> when the client said so.</param>
/// <param name="Display">What the client calls the member: never stored, the server derives its own.</param>
public sealed record MemberReference(string Value, string? Type = null, string? Display = null);
