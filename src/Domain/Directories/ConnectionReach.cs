using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <summary>
/// Whom and what a connection may write: its own, and what no directory manages as far as its ceiling reaches.
/// </summary>
internal static class ConnectionReach
{
    /// <summary>Another directory's members and groups are its own to change, and to switch off.</summary>
    public static Failure? ToWrite(DirectoryConnection connection, ConnectionId? managedBy) =>
        managedBy is null || managedBy == connection.Id
            ? null
            : new Failure(FailureKind.PermissionDenied, "Another directory connection of this workspace manages this resource.")
            {
                Reason = "MANAGED_BY_OTHER_DIRECTORY",
            };

    /// <summary>
    /// Nesting a group: not another directory's, whose members would come by roles that their own directory does not
    /// give.
    /// </summary>
    public static Failure? ToNest(DirectoryConnection connection, ConnectionId? managedBy) =>
        ToWrite(connection, managedBy) is null
            ? null
            : Failure.InvalidValue(
                "members.value",
                "Another directory connection of this workspace manages the group, so it cannot be nested here.") with
            {
                Reason = "MANAGED_BY_OTHER_DIRECTORY",
            };

    /// <summary>
    /// Taking over a member whom the workspace manages. The owner counts as the highest role below Owner: whoever
    /// connects a directory is usually in it, and keeps Owner whatever it says.
    /// </summary>
    /// <remarks>Not asked when access ends: for that, an identity provider is never refused.</remarks>
    public static Failure? ToTakeOver(Change change, DirectoryConnection connection, Member member)
    {
        var role = change.Roles[member.Role].OrLower(change.Roles.HighestBelowOwner);
        return member.ManagedBy is not null || role.Rank <= change.Roles[connection.RoleCeiling].Rank
            ? null
            : new Failure(
                FailureKind.PermissionDenied,
                $"The member's role is above this connection's ceiling, {connection.RoleCeiling}. "
                + "Raise the ceiling, or lower the role.")
            {
                Reason = "ROLE_ABOVE_CEILING",
            };
    }
}
