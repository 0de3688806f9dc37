using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests.Webhooks;

/// <summary>A world whose webhooks send to a receiver in the test, each time the test lets them.</summary>
internal sealed class HookWorld(World world, Receiver receiver) : IDisposable
{
    public World World { get; } = world;

    public Receiver Receiver { get; } = receiver;

    public FakeTimeProvider Clock => World.Clock;

    public WebhookAdministration Webhooks => World.Get<WebhookAdministration>();

    public static async Task<HookWorld> StartAsync(RetentionPolicy? retention = null)
    {
        var receiver = new Receiver();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var world = await World.StartAsync(configure: services => services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IStore>(new MemoryStore { Time = clock, RunsUnitsTwice = true })
            .AddSingleton<IWebhookSender>(receiver)
            .AddRetention(retention ?? new RetentionPolicy()));
        return new HookWorld(world, receiver);
    }

    public async Task<IssuedWebhook> CreateAsync(params string[] types) => World.Ok(await Webhooks.CreateAsync(
        World.Owner, new NewWebhook("Receiver", "https://hooks.example.com/in", types), CancellationToken.None)).Value;

    public async Task<Webhook> StoredAsync(WebhookId id) =>
        World.Ok(await Webhooks.GetAsync(World.Owner, id, CancellationToken.None));

    public async Task<Page<Webhook>> DueAsync() =>
        await World.Get<WebhookDelivery>().ListDueAsync(cursor: null, 100, CancellationToken.None);

    /// <summary>One turn of every webhook that is due.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> DeliverAsync(string holder = "node")
    {
        var due = (await DueAsync()).Items;
        foreach (var webhook in due)
        {
            await World.Get<WebhookDelivery>().RunAsync(webhook, holder, CancellationToken.None);
        }

        return due.Count;
    }

    /// <summary>Sequences of the events that have arrived, in order of arrival.</summary>
    public IEnumerable<long> Sequences() => Receiver.Requests
        .Select(request => Receiver.Body(request).GetProperty("data"))
        .Where(data => data.TryGetProperty("sequence", out _))
        .Select(data => data.GetProperty("sequence").GetInt64());

    public void Dispose() => World.Dispose();
}
