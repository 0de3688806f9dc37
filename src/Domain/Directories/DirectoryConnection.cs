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

    /// <summary>A paused connection is refused everything (403).</summary>
    public bool Paused { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required long Version { get; init; }
}
