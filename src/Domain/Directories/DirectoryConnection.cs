using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <summary>One identity provider attached to one workspace.</summary>
public sealed record DirectoryConnection
{
    public required WorkspaceId Workspace { get; init; }

    public required ConnectionId Id { get; init; }

    public required string DisplayName { get; init; }

    public required Dialect Dialect { get; init; }

    /// <summary>What a member gets whom nothing gives more.</summary>
    public required RoleName DefaultRole { get; init; }

    /// <summary>The most that this directory can give; below Owner.</summary>
    public required RoleName RoleCeiling { get; init; }

    /// <summary>
    /// The only roles that the directory can give, all within the ceiling; empty for every one up to the ceiling.
    /// </summary>
    public IReadOnlyList<RoleName> AllowedRoles { get; init; } = [];

    /// <summary>Whose signed assertions stand for this connection; null for nobody's.</summary>
    public Federation? Federation { get; init; }

    /// <summary>A paused connection is refused everything (403).</summary>
    public bool Paused { get; init; }

    /// <summary>Holds the connection when it switches off too many members at once.</summary>
    public MassChangeBreaker Breaker { get; init; } = MassChangeBreaker.Default;

    public required DateTimeOffset Created { get; init; }

    public required long Version { get; init; }

    /// <summary>Whether the allow-list has the role in it; the ceiling is another matter.</summary>
    public bool Allows(RoleName role) => AllowedRoles.Count == 0 || AllowedRoles.Contains(role);
}
