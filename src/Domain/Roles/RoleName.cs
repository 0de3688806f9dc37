namespace TeamAccess.Domain.Roles;

/// <summary>
/// A role's name as the role table spells it, e.g. <c>Admin</c>. Compared by that spelling; read text with
/// <see cref="RoleTable.TryFind"/>.
/// </summary>
public readonly record struct RoleName(string Value)
{
    /// <summary>The one role that exactly one member of a workspace holds; every role table names it.</summary>
    public static readonly RoleName Owner = new("Owner");

    public override string ToString() => Value;
}
