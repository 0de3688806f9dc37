using TeamAccess.Server.SelfTest;

namespace TeamAccess.TestKit.Idp;

/// <summary>Plays a recorded exchange of an identity provider against a server; see the player for what its files may say.</summary>
/// <param name="client">Its base address ends in a slash, and it sends the connection's token.</param>
/// <param name="unique">Letters and digits that no other run against this workspace has used.</param>
public sealed class IdpReplay(HttpClient client, string unique)
{
    private readonly ExchangePlayer player = new(client, unique);

    /// <summary>
    /// Sets a variable before the run, e.g. <c>baseUrl</c> when clients reach the server by another address.
    /// </summary>
    public IdpReplay With(string name, string value)
    {
        player.With(name, value);
        return this;
    }

    /// <returns>The first step whose answer is not as expected, and how; null when all are.</returns>
    public async Task<string?> RunAsync(string path, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        var exchange = Exchange.Read(file);
        await foreach (var played in player.PlayAsync(exchange, cancellationToken))
        {
            if (played.Difference is { } difference)
            {
                return $"{exchange.Client}, step '{played.Step.Name}': {difference}\n{played.Body}";
            }
        }

        return null;
    }
}
