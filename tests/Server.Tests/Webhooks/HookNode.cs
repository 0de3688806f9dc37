using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Server.Webhooks;
using TeamAccess.Store;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Server.Tests.Webhooks;

/// <summary>What a server has for webhooks, in the test's own process, on a store in memory.</summary>
internal sealed class HookNode : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private int changes;

    private HookNode(ServiceProvider services) => this.services = services;

    public Call Owner { get; private set; } = null!;

    public WebhookAdministration Webhooks => Get<WebhookAdministration>();

    public static async Task<HookNode> StartAsync(bool privateAddresses = true)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<IStore>(new MemoryStore());
        services.AddSingleton(new TokenPepper(new byte[TokenPepper.Length]));
        services.AddSingleton(new WebhookPolicy { PrivateAddresses = privateAddresses });
        services.AddSingleton<IWebhookSender, WebhookSender>();
        services.AddTeamAccessDomain();
        services.AddSingleton<IStoreHealth>(new Healthy());
        services.AddHostedService<WebhookWork>();
        var node = new HookNode(services.BuildServiceProvider());
        node.Owner = await node.OpenAsync("acme");
        foreach (var service in node.services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return node;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A workspace, as its owner.</summary>
    public async Task<Call> OpenAsync(string workspace)
    {
        var id = new WorkspaceId(workspace);
        var made = Ok(await Get<WorkspaceAdministration>().CreateAsync(
            new Call(new Actor.Operator(), id, Door.Grpc, "r", Address: null),
            new NewWorkspace(id, TenantId.Default, workspace, $"owner@{workspace}.test", new OwnerName("Olive", null, null), null),
            CancellationToken.None)).Value;
        var actor = await Get<CredentialAuthentication>().AuthenticateAsync(made.OwnerToken!, CancellationToken.None);
        return new Call(actor!, id, Door.Grpc, "r", Address: null);
    }

    public async Task<IssuedWebhook> CreateAsync(string url, Call? owner = null) => Ok(await Webhooks.CreateAsync(
        owner ?? Owner, new NewWebhook("Receiver", url, ["workspace.*"]), CancellationToken.None)).Value;

    /// <summary>One event of the type workspace.updated each.</summary>
    public async Task ChangeAsync(int times = 1, Call? owner = null)
    {
        for (var time = 0; time < times; time++)
        {
            Ok(await Get<WorkspaceAdministration>().UpdateAsync(
                owner ?? Owner, new WorkspaceChanges($"Name {++changes}", null, null, null), etag: null, CancellationToken.None));
        }
    }

    public async Task<Webhook> StoredAsync(WebhookId id) =>
        Ok(await Webhooks.GetAsync(Owner, id, CancellationToken.None));

    public async Task<Webhook> UntilAsync(WebhookId id, Func<Webhook, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (await StoredAsync(id) is var stored && condition(stored))
            {
                return stored;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    public static T Ok<T>(Result<T> result)
        where T : notnull
    {
        Assert.True(result.TryGet(out var value, out var failure), failure?.Detail);
        return value;
    }

    public Task StopAsync() => Task.WhenAll(
        services.GetServices<IHostedService>().Select(service => service.StopAsync(CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }

    private sealed class Healthy : IStoreHealth
    {
        public StoreStatus Status { get; } = new(StoreState.Serving, "");
    }
}
