namespace TeamAccess.Protocol.Patch;

/// <summary>A member of a group as a request names it.</summary>
/// <param name="Value">The member's id; whether it exists is for the caller to find out.</param>
/// <param name="Type">As the client sent it, should be <c>User</c> or <c>Group</c> in any case; null when it said nothing.</param>
/// <param name="Display">What the client calls the member: never stored, the server derives its own.</param>
public sealed record MemberReference(string Value, string? Type = null, string? Display = null);
