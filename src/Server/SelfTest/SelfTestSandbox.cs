using TeamAccess.Domain.Directories;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.SelfTest;

/// <summary>Plays recorded exchanges against a second server in this process, on a store of its own.</summary>
internal sealed class SelfTestSandbox(IServiceProvider services, ServerOptions options) : ISelfTestSandbox
{
    public IReadOnlyList<string> Providers => Exchanges.Providers;

    public async Task<IReadOnlyList<SelfTestStep>> PlayAsync(
        SelfTestSubject subject, IReadOnlyList<string> providers, CancellationToken cancellationToken)
    {
        await using var server = await SandboxServer.StartAsync(services, options, subject, cancellationToken);
        var steps = new List<SelfTestStep>();
        var run = 0;
        foreach (var provider in providers)
        {
            foreach (var exchange in Exchanges.Of(provider))
            {
                var player = new ExchangePlayer(server.Client, $"selftest{++run}x").With("baseUrl", server.BaseUrl);
                await foreach (var played in player.PlayAsync(exchange, cancellationToken))
                {
                    steps.Add(new SelfTestStep(
                        provider,
                        exchange.Client,
                        played.Step.Name,
                        $"{played.Step.Method} {played.Step.Path}",
                        played.Status,
                        played.Difference));
                }
            }
        }

        return steps;
    }
}
