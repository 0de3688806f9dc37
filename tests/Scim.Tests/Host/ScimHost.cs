using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.OAuth;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>
/// The SCIM door on a real socket, with the real domain behind it and real tokens before it: two workspaces with a
/// connection each, and a third whose connection is strict. When it ends, the log must be clean.
/// </summary>
public class ScimHost : IAsyncLifetime
{
    /// <summary>Part of every personal value that tests send, to look for in the log.</summary>
    public const string Marker = "m4rk";

    public const string BaseUrl = "https://access.example/scim/v2";

    public const string OperatorToken = "operator-token-of-the-tests-0123456789";

    private WebApplication? app;
    private int names;

    public LogSink Logs { get; } = new();

    /// <summary>Errors that a test provokes on purpose; anything else at that level fails the host.</summary>
    public HashSet<string> ExpectedErrors { get; } = [];

    /// <summary>A millisecond later whenever it is read, so that ids are made in order.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
    };

    public TestWorkspace One { get; private set; } = null!;

    public TestWorkspace Two { get; private set; } = null!;

    public TestWorkspace Strict { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public Uri Address { get; private set; } = null!;

    public ScimClient Client => ClientOf(One.Token);

    protected virtual IStore Store { get; } = new MemoryStore();

    protected virtual ResourceCatalog Catalog => ResourceCatalog.BuiltIn;

    protected virtual RoleTable Roles { get; } = RoleTableReader.ReadDefault();

    protected virtual void Configure(ScimOptions options) =>
        (options.RatePerSecond, options.OAuthRatePerSecond, options.PrivateKeyServers) = (0, 0, true);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(Logs);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton(new TokenPepper(new byte[TokenPepper.Length]));
        builder.Services.AddSingleton(new OperatorToken(OperatorToken));
        builder.Services.AddSingleton(Catalog);
        builder.Services.AddSingleton(Roles);
        builder.Services.AddTeamAccessDomain();
        builder.Services.AddScim(options =>
        {
            options.BaseUrl = new Uri(BaseUrl);
            Configure(options);
        });

        app = builder.Build();
        app.UseScimErrorBodies("/scim/v2");
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGroup("/scim/v2").MapScim();
        app.MapOAuth();
        await app.StartAsync();

        Address = new Uri(app.Urls.First());
        One = await TestWorkspaces.CreateAsync(Services, "one", Dialect.Compatible);
        Two = await TestWorkspaces.CreateAsync(Services, "two", Dialect.Compatible);
        Strict = await TestWorkspaces.CreateAsync(Services, "strict", Dialect.Strict);
    }

    public ScimClient ClientOf(string? token) => new(Address, token);

    /// <summary>A new userName, that the log must not show.</summary>
    public string NewName() => $"{Marker}{Interlocked.Increment(ref names)}@{Marker}.example";

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        string[] secrets = [Marker, One.Token, Two.Token, Strict.Token, One.OwnerToken, OperatorToken];
        foreach (var line in Logs.Lines)
        {
            var leaked = Array.Find(secrets, secret => line.Text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.True(leaked is null, $"The log holds '{leaked}': {line}");
            Assert.True(
                line.Level < LogLevel.Error || ExpectedErrors.Any(line.Text.Contains), $"An error was logged: {line}");
        }
    }
}
