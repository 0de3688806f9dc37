using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>The admin interface on a real port over HTTP/2, with the domain and a store in memory.</summary>
public sealed class AdminHost : IAsyncLifetime
{
    /// <summary>Marks what must never reach the log.</summary>
    public const string OperatorSecret = "operator-token-for-tests-0123456789";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow())
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
    };

    private WebApplication? app;
    private GrpcChannel? channel;

    public SwitchedStore Store { get; } = new();

    public LogSink Log { get; } = new();

    public TokenPepper Pepper { get; } = new(new byte[TokenPepper.Length]);

    public TimeProvider Clock => clock;

    /// <summary>Services that stand before the domain's own.</summary>
    public Action<IServiceCollection> Configure { get; init; } = _ => { };

    /// <summary>Of the demo workspace's owner.</summary>
    public string OwnerToken { get; private set; } = "";

    /// <summary>Of the demo workspace's directory connection.</summary>
    public string ScimToken { get; private set; } = "";

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public GrpcChannel Channel => channel ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<IStore>(Store);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(Pepper);
        builder.Services.AddSingleton(new OperatorToken(OperatorSecret));
        Configure(builder.Services);
        builder.Services.AddTeamAccessDomain().AddAdmin();
        builder.Services.AddHealthChecks().AddCheck(
            "store", () => Store.Trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        app = builder.Build();
        app.MapAdmin();
        await app.StartAsync();

        var demo = app.Services.GetRequiredService<DemoInstallation>();
        var tokens = demo.Prepare();
        await demo.InstallAsync(tokens, CancellationToken.None);
        (OwnerToken, ScimToken) = (tokens.Owner.Reveal(), tokens.Scim.Reveal());
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Address = new Uri(addresses!.Addresses.Single());
        channel = GrpcChannel.ForAddress(Address);
    }

    public async Task DisposeAsync()
    {
        channel?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    public void Advance(TimeSpan time) => clock.Advance(time);

    /// <summary>Calls as the holder of a token.</summary>
    public CallInvoker As(string token) => Channel.Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {token}");
        return metadata;
    });

    public CallInvoker AsOwner() => As(OwnerToken);

    public CallInvoker AsOperator() => As(OperatorSecret);
}
