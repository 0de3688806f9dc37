using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Actors;

/// <summary>
/// Finds out what an actor may do now. Asked again inside each unit of work, so that whoever was deactivated between
/// authentication and commit changes nothing.
/// </summary>
internal static class Standings
{
    /// <returns>The standing, or <see cref="FailureKind.Unauthenticated"/> when the credential has ended.</returns>
    public static async ValueTask<Result<Standing>> GetAsync(
        PointReads reads, RoleTable roles, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (actor)
        {
            case Actor.Operator or Actor.Server:
                return Standing.OfOperator;

            case Actor.SignedIn signedIn:
                var session = await reads.SessionAsync(signedIn.Session, cancellationToken);
                return session is not null && session.Expires > now
                    ? await OfMemberAsync(reads, roles, signedIn.Workspace, signedIn.Member, cancellationToken)
                    : Ended();

            case Actor.Key key:
                return await OfKeyAsync(reads, roles, key, now, cancellationToken);

            case Actor.Connection connection:
                return await OfConnectionAsync(reads, connection, now, cancellationToken);

            default:
                throw new InvalidOperationException($"No rule for an actor of type {actor.GetType().Name}.");
        }
    }

    /// <summary>
    /// The lower of the key's ceiling and its creator's role, and only the permissions on the key's own list.
    /// </summary>
    public static Standing OfKey(RoleTable roles, ApiKey key, RoleName creatorRole)
    {
        var role = roles[key.RoleCeiling].OrLower(roles[creatorRole]);
        return new Standing(
            role,
            key.Permissions.Count == 0
                ? role.Permissions
                : role.Permissions.Intersect(key.Permissions).ToHashSet(StringComparer.Ordinal));
    }

    private static async ValueTask<Result<Standing>> OfMemberAsync(
        PointReads reads, RoleTable roles, WorkspaceId workspace, MemberId id, CancellationToken cancellationToken)
    {
        var member = await reads.MemberAsync(workspace, id, cancellationToken);
        if (member is not { IsActive: true })
        {
            return Ended();
        }

        var role = roles[member.Role];
        return new Standing(role, role.Permissions) { IsInPerson = true };
    }

    private static async ValueTask<Result<Standing>> OfKeyAsync(
        PointReads reads, RoleTable roles, Actor.Key actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = await reads.KeyAsync(actor.Id, cancellationToken);
        if (key is null || key.Workspace != actor.Workspace || key.State != ApiKeyState.Live || key.Expires <= now)
        {
            return Ended();
        }

        var creator = await reads.MemberAsync(key.Workspace, key.Creator, cancellationToken);
        return creator is { IsActive: true } ? OfKey(roles, key, creator.Role) : Ended();
    }

    private static async ValueTask<Result<Standing>> OfConnectionAsync(
        PointReads reads, Actor.Connection actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var connection = await reads.ConnectionAsync(actor.Workspace, actor.Id, cancellationToken);
        if (connection is not null
            && !await ConnectionCredentials.StandsAsync(reads, connection, actor.Token, now, cancellationToken))
        {
            return Ended();
        }

        return connection switch
        {
            null => Ended(),
            { Paused: true } => new Failure(
                FailureKind.PermissionDenied,
                "This directory connection is paused. Resume it in the workspace's directory settings.")
            {
                Reason = "CONNECTION_PAUSED",
            },
            _ => Standing.OfConnection,
        };
    }

    private static Failure Ended() => new(
        FailureKind.Unauthenticated,
        "The credential is no longer valid: it expired, was revoked, or its holder has no access any more.")
    {
        Reason = "CREDENTIAL_ENDED",
    };
}
