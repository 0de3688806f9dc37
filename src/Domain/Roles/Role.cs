namespace TeamAccess.Domain.Roles;

/// <summary>One row of the role table.</summary>
/// <param name="Rank">Higher stands above lower; the table's first role has the highest.</param>
/// <param name="Permissions">What the role allows.</param>
/// <param name="Grants">The roles that its holder may give to others.</param>
/// <param name="Scopable">Whether a member of this role can be limited to named resources.</param>
public sealed record Role(
    RoleName Name,
    string Description,
    int Rank,
    IReadOnlySet<string> Permissions,
    IReadOnlySet<RoleName> Grants,
    bool Scopable)
{
    public Role OrHigher(Role other) => other.Rank > Rank ? other : this;

    public Role OrLower(Role other) => other.Rank < Rank ? other : this;
}
