using TeamAccess.Domain.Administration;

namespace TeamAccess.Server.FirstRun;

/// <summary>Sets the demo up when the store has opened and before a port listens.</summary>
internal sealed class DemoInstaller(DemoInstallation demo, FirstRunFile file) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await demo.IsInstalledAsync(cancellationToken))
        {
            var tokens = demo.Prepare();
            file.Prepare(tokens.Revealed);
            await demo.InstallAsync(tokens, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
