using TeamAccess.Domain.Roles;

namespace TeamAccess.Admin.Messages;

internal static class RoleMessages
{
    public static V1.Role Of(RoleTable roles, Role role) => new()
    {
        Name = $"roles/{role.Name}",
        Id = role.Name.Value,
        Description = role.Description,
        Rank = role.Rank,
        Permissions = { role.Permissions.Order(StringComparer.Ordinal) },
        Grants = { roles.Roles.Where(other => role.Grants.Contains(other.Name)).Select(other => other.Name.Value) },
        Scopable = role.Scopable,
    };
}
