using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Actors;

/// <summary>What an actor may do at this moment.</summary>
/// <param name="Role">The role the actor acts with; null for one that is no member.</param>
/// <param name="Permissions">What the role and, for a key, its own list allow.</param>
public sealed record Standing(Role? Role, IReadOnlySet<string> Permissions)
{
    /// <summary>For an operator and for the server itself: above every role.</summary>
    public static readonly Standing OfOperator = new(
        null,
        new HashSet<string>(StringComparer.Ordinal)
        {
            Roles.Permissions.TenantAdminister,
            Roles.Permissions.WorkspaceRead,
            Roles.Permissions.WorkspaceUpdate,
            Roles.Permissions.OwnershipRead,
            Roles.Permissions.AuditRead,
        });

    public static readonly Standing OfConnection = new(
        null, new HashSet<string>(StringComparer.Ordinal) { Roles.Permissions.DirectoryProvision });

    /// <summary>Whether a member acts in person: by a session, not by a key that was made once.</summary>
    public bool IsInPerson { get; init; }

    public bool May(string permission) =>
        Permissions.Contains(permission) || (IsInPerson && permission == Roles.Permissions.ProfileOwn);
}
