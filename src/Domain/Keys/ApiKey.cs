using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Keys;

/// <summary>A key of the workspace. It never does more than its creator may at the moment of use.</summary>
public sealed record ApiKey
{
    public required WorkspaceId Workspace { get; init; }

    public required ApiKeyId Id { get; init; }

    /// <summary>
    /// The member the key acts for: whoever it was created for, by themselves or by someone above them.
    /// </summary>
    public required MemberId Creator { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>HMAC-SHA-256 of the token's secret under the server's pepper; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> SecretHash { get; init; }

    /// <summary>The permissions the key may use; empty means every permission of its role.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>The highest role the key acts with; never above the creator's when it was made.</summary>
    public required RoleName RoleCeiling { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The key is refused from this instant on; null means no end.</summary>
    public DateTimeOffset? Expires { get; init; }

    public required ApiKeyState State { get; init; }

    /// <summary>Why and when the key was revoked or suspended; null while it is live.</summary>
    public KeyEnding? Ending { get; init; }

    public required long Version { get; init; }
}

/// <param name="Cause">A stable word and an id, e.g. <c>member_deactivated</c>.</param>
/// <param name="By">The actor, as <c>kind:id</c>.</param>
/// <param name="Departure">
/// The offboarding that took it, so that a reactivation finds it; null for a revocation by hand.
/// </param>
public sealed record KeyEnding(DateTimeOffset At, string Cause, string By, Guid? Departure);

public enum ApiKeyState
{
    Live,
    Suspended,
    Revoked,
}
