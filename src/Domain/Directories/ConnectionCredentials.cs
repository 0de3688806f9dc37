using TeamAccess.Domain.Actors;

namespace TeamAccess.Domain.Directories;

/// <summary>Whether what a connection presented still stands: one rule, for authentication and for every unit of work.</summary>
internal static class ConnectionCredentials
{
    /// <param name="id">Of a token, or of the connection's federation while an assertion is exchanged.</param>
    public static async ValueTask<bool> StandsAsync(
        PointReads reads,
        DirectoryConnection connection,
        ConnectionTokenId id,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (connection.Federation?.Id == id.Value)
        {
            return true;
        }

        var token = await reads.TokenAsync(id, cancellationToken);
        if (token is null || !IsOf(token, connection) || !token.IsLive(now))
        {
            return false;
        }

        return token.Use != ConnectionTokenUse.Access
            || (token.GrantedBy is { } granter
                && (connection.Federation?.Id == granter
                    || (await reads.TokenAsync(new ConnectionTokenId(granter), cancellationToken)
                            is { Use: ConnectionTokenUse.ClientSecret } secret
                        && IsOf(secret, connection)
                        && secret.IsLive(now))));
    }

    private static bool IsOf(ConnectionToken token, DirectoryConnection connection) =>
        token.Workspace == connection.Workspace && token.Connection == connection.Id;
}
