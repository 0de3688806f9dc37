using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <param name="DefaultRole">Null for the role table's default.</param>
/// <param name="RoleCeiling">Below Owner; null for the highest role below Owner.</param>
public sealed record NewConnection(string DisplayName, Dialect Dialect, string? DefaultRole, string? RoleCeiling)
{
    /// <summary>Empty for every role up to the ceiling.</summary>
    public IReadOnlyList<string> AllowedRoles { get; init; } = [];
}

/// <summary>What to change of a connection; null leaves a value as it is.</summary>
public sealed record ConnectionChanges(
    string? DisplayName, Dialect? Dialect, string? DefaultRole, string? RoleCeiling, bool? Paused)
{
    /// <summary>Empty for every role up to the ceiling.</summary>
    public IReadOnlyList<string>? AllowedRoles { get; init; }

    /// <summary>See <see cref="MassChangeBreaker.MaxMembers"/>.</summary>
    public int? BreakerMaxMembers { get; init; }

    /// <summary>See <see cref="MassChangeBreaker.MaxPercent"/>.</summary>
    public int? BreakerMaxPercent { get; init; }
}

/// <param name="Secret">The whole token, shown this once; null when a repeated request is answered again.</param>
public sealed record IssuedToken(ConnectionToken Token, string? Secret)
{
    public override string ToString() => $"{nameof(IssuedToken)} {Token.Id}";
}

/// <summary>Which group gives which role. Exactly one of id and name.</summary>
public sealed record NewRoleMapping(ConnectionId Connection, GroupId? Group, string? GroupDisplayName, string Role);
