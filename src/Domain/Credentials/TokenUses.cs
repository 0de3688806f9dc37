using System.Collections.Concurrent;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// Notes when a connection's token was last used: one write in five minutes for each token at most, so that a busy
/// token costs no write per request.
/// </summary>
/// <remarks>It is no change of the workspace: nobody decided it, so it is not in the log and moves no revision.</remarks>
public sealed class TokenUses(IStore store, TimeProvider clock)
{
    private static readonly TimeSpan Resolution = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ConnectionTokenId, byte> writing = new();

    /// <summary>Never fails a request: a use that cannot be noted now is noted with a later one.</summary>
    public async ValueTask NoteAsync(Actor.Connection actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            var known = await store.FindConnectionTokenAsync(actor.Token, cancellationToken);
            if (known is null || now - known.LastUsed < Resolution || !writing.TryAdd(actor.Token, 0))
            {
                return;
            }

            try
            {
                await store.CommitAsync(unit => WriteAsync(unit, actor.Token, now, cancellationToken), cancellationToken);
            }
            finally
            {
                writing.TryRemove(actor.Token, out _);
            }
        }
        catch (StoreUnavailableException)
        {
            // What follows in this request tells the client; the use is noted with the next.
        }
    }

    private static async ValueTask<Outcome<int>> WriteAsync(
        IUnitOfWork unit, ConnectionTokenId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await unit.Directories.FindTokenAsync(id, cancellationToken) is not { } token || token.LastUsed >= now)
        {
            return new Outcome<int>(0, Commit: false);
        }

        await unit.Directories.UpdateTokenAsync(token with { LastUsed = now }, cancellationToken);
        return new Outcome<int>(0, Commit: true);
    }
}
