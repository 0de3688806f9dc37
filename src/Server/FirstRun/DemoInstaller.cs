using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Server.FirstRun;

/// <summary>Sets the demo up when the store has opened and before a port listens.</summary>
internal sealed class DemoInstaller(
    DemoInstallation demo, CredentialAuthentication credentials, FirstRunFile file) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await demo.IsInstalledAsync(cancellationToken))
        {
            var tokens = demo.Prepare();
            file.Prepare(tokens.Revealed);
            await demo.InstallAsync(tokens, cancellationToken);
        }
        else if (file.Read() is { } content
            && await credentials.AuthenticateAsync(content.OwnerToken, cancellationToken) is null
            && await demo.RenewOwnerSessionAsync(cancellationToken) is { } renewed)
        {
            file.Prepare(new DemoCredentials(content.ScimToken, renewed));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
