using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// The hierarchy, for every door: who may change whom, and who may give what. A directory connection is not asked here:
/// it may always end access, and what it gives is capped by its ceiling in <see cref="DirectoryRoles"/>.
/// </summary>
internal static class Authority
{
    /// <returns>Null when the actor stands strictly above the member, otherwise the refusal.</returns>
    public static Failure? ToChange(Change change, Member member)
    {
        var target = change.Roles[member.Role];
        return change.Standing.Role is { } own && target.Rank < own.Rank
            ? null
            : new Failure(
                FailureKind.PermissionDenied,
                $"Only a member whose role is below the caller's can be changed; this one's is {target.Name}.")
            {
                Reason = "ROLE_NOT_BELOW_CALLER",
                Metadata = new Dictionary<string, string> { ["role"] = target.Name.Value },
            };
    }

    /// <returns>Null when the actor's role may give that role, otherwise the refusal.</returns>
    public static Failure? ToGrant(Change change, RoleName role) =>
        change.Standing.Role is { } own && own.Grants.Contains(role)
            ? null
            : new Failure(
                FailureKind.PermissionDenied,
                role == RoleName.Owner
                    ? "Owner is not given as a role; the owner transfers ownership."
                    : $"The caller's role may not give the role {role}.")
            {
                Reason = "ROLE_NOT_GRANTABLE",
                Metadata = new Dictionary<string, string> { ["role"] = role.Value },
            };

    /// <returns>Null when no directory manages the member, otherwise the refusal.</returns>
    public static Failure? ToEditLocally(Member member) => member.ManagedBy is not { } connection
        ? null
        : new Failure(
            FailureKind.FailedPrecondition,
            "This member is managed by a directory. Make the change in the identity provider.")
        {
            Reason = "MANAGED_BY_DIRECTORY",
            Metadata = new Dictionary<string, string> { ["connection"] = connection.ToString() },
        };
}
