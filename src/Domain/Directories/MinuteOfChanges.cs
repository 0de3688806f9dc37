namespace TeamAccess.Domain.Directories;

/// <summary>What a connection took away in one minute.</summary>
/// <param name="Start">A whole minute, UTC.</param>
/// <param name="Changes">How many members it deactivated or deleted.</param>
/// <param name="MembersBefore">How many members were active before the first of them.</param>
public sealed record MinuteOfChanges(DateTimeOffset Start, int Changes, int MembersBefore);
