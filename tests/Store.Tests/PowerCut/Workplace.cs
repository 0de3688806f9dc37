using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>The whole domain on the embedded store, with the demo's workspace: all of a server but its doors.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly LiteDbLifetime lifetime;
    private readonly ServiceProvider services;

    private Workplace(LiteDbLifetime lifetime, ServiceProvider services) => (this.lifetime, this.services) = (lifetime, services);

    public static WorkspaceId Workspace => DemoInstallation.Workspace;

    public IStore Store => Get<IStore>();

    public Call Scim { get; private set; } = null!;

    public static Call Operator { get; } =
        new(new Actor.Operator(), Workspace, Door.Grpc, "power-cut", Address: null);

    public static async Task<Workplace> OpenAsync(IStorageDirectory directory, EngineOptions options, LogFormat? format)
    {
        var lifetime = new LiteDbLifetime(
            () => directory, new LiteDbOptions { Directory = "unused" }, options, TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance, format);
        await lifetime.StartAsync(CancellationToken.None);
        var services = new ServiceCollection()
            .AddSingleton<IStore>(new LiteDbStore(lifetime))
            .AddSingleton(new TokenPepper(new byte[TokenPepper.Length]))
            .AddLogging()
            .AddTeamAccessDomain()
            .BuildServiceProvider();
        return new Workplace(lifetime, services);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Fills an empty store, and returns the token that opens SCIM.</summary>
    public async Task<string> InstallAsync()
    {
        var tokens = Get<DemoInstallation>().Prepare();
        await Get<DemoInstallation>().InstallAsync(tokens, CancellationToken.None);
        return tokens.Revealed.ScimToken;
    }

    /// <summary>False where the token means nothing to this store.</summary>
    public async Task<bool> EnterAsync(string scimToken)
    {
        if (await Get<CredentialAuthentication>().AuthenticateAsync(scimToken, CancellationToken.None) is not { } actor)
        {
            return false;
        }

        Scim = new Call(actor, Workspace, Door.Scim, "power-cut", Address: null);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await lifetime.DisposeAsync();
    }

    public static System.Text.Json.Nodes.JsonObject Read(string json, ResourceTypeDefinition type) =>
        Ok(ResourceReader.Read(Parse(json), type, Dialect.Compatible));

    public static System.Text.Json.Nodes.JsonObject Parse(string json) => Ok(ScimJson.ParseObject(Encoding.UTF8.GetBytes(json)));

    public static T Ok<T>(Result<T> result)
        where T : notnull => result.TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.ToString());
}
