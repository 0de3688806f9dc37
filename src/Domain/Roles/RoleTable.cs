using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// The roles of this deployment, from the highest to the lowest. Data, not code: see <see cref="RoleTableReader"/>.
/// </summary>
public sealed class RoleTable
{
    private readonly Dictionary<string, Role> byName;

    internal RoleTable(
        IReadOnlyList<Role> roles, RoleName defaultRole, RoleName formerOwnerRole, IReadOnlyList<Entitlement> entitlements)
    {
        Entitlements = entitlements;
        Roles = roles;
        byName = roles.ToDictionary(role => role.Name.Value, StringComparer.OrdinalIgnoreCase);
        Permissions = roles.SelectMany(role => role.Permissions).ToHashSet(StringComparer.Ordinal);
        DefaultRole = defaultRole;
        FormerOwnerRole = formerOwnerRole;
    }

    /// <summary>Highest first.</summary>
    public IReadOnlyList<Role> Roles { get; }

    /// <summary>The most that anybody but the owner can have.</summary>
    public Role HighestBelowOwner => Roles[1];

    /// <summary>Every permission that some role has.</summary>
    public IReadOnlySet<string> Permissions { get; }

    /// <summary>What directories can assign beside roles; usually nothing.</summary>
    public IReadOnlyList<Entitlement> Entitlements { get; }

    /// <summary>What a connection gives when nothing is said.</summary>
    public RoleName DefaultRole { get; }

    /// <summary>What an owner becomes who passes ownership on.</summary>
    public RoleName FormerOwnerRole { get; }

    /// <summary>The role of that name, ignoring case.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Role? role) => byName.TryGetValue(name, out role);

    /// <summary>Whether a value of the SCIM attribute <c>roles</c> names a role, in any spelling that clients use.</summary>
    public bool IsNamedBy(string value) => RoleValues.Find(value, this) is not null;

    /// <summary>
    /// The row of a stored role. A role that the table no longer names has the lowest rank and no permission:
    /// taking a role out of the table never widens anyone's access.
    /// </summary>
    public Role this[RoleName name] => byName.TryGetValue(name.Value, out var role) ? role : Unknown(name);

    private static Role Unknown(RoleName name) =>
        new(name, "No longer in the role table.", Rank: 0, new HashSet<string>(), new HashSet<RoleName>(), Scopable: false);
}
