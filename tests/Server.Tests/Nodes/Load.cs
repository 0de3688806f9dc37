using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Grpc.Core;
using TeamAccess.Admin.V1;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>Writers at both doors of both nodes, and the ledger of what they were answered.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly string prefix;
    private readonly Metadata owner;
    private readonly List<Task> writers = [];
    private int next;
    private int refused;

    private Load(string prefix, Metadata owner) => (this.prefix, this.owner) = (prefix, owner);

    /// <summary>Users whose creation was acknowledged.</summary>
    public ConcurrentBag<string> Users { get; } = [];

    /// <summary>Keys whose creation was acknowledged.</summary>
    public ConcurrentBag<string> Keys { get; } = [];

    /// <summary>Answers other than done, unavailable with a time to come back, or no answer at all.</summary>
    public ConcurrentBag<string> Odd { get; } = [];

    public int Acknowledged => Users.Count + Keys.Count;

    /// <summary>Answers that told to come back later.</summary>
    public int Refused => Volatile.Read(ref refused);

    public static Load Start(TwoNodes nodes, string prefix, int writersOfEachKind = 2)
    {
        var load = new Load(prefix, nodes.Owner);
        foreach (var node in (Node[])[nodes.A, nodes.B])
        {
            for (var writer = 0; writer < writersOfEachKind; writer++)
            {
                load.writers.Add(Task.Run(() => load.RepeatAsync(() => load.CreateUserAsync(node))));
                load.writers.Add(Task.Run(() => load.RepeatAsync(() => load.CreateKeyAsync(node))));
            }
        }

        return load;
    }

    public async Task AcknowledgedAsync(int more)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var wanted = Acknowledged + more; Acknowledged < wanted;)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    /// <summary>Everything that was acknowledged is there, once, and the chain of events is whole.</summary>
    public async Task AssertKeptAsync(Node node)
    {
        Assert.Empty(Odd);
        var names = await node.Scim.UserNamesAsync();
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Users.Except(names, StringComparer.Ordinal));
        Assert.Empty(Keys.Except(await node.KeyNamesAsync(owner), StringComparer.Ordinal));
        var verified = await new AuditService.AuditServiceClient(node.Channel).VerifyChainAsync(new VerifyChainRequest(), owner);
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task RepeatAsync(Func<Task> write)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await write();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // No answer: whether it was done is not known, and nobody was told that it was.
                await Task.Delay(20);
            }
        }
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref next)}");

    private async Task CreateUserAsync(Node node)
    {
        var name = NewName();
        using var answer = await node.Scim.PostUserAsync(name);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Created:
                Users.Add(name);
                break;
            case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null:
                Interlocked.Increment(ref refused);
                await Task.Delay(20);
                break;
            default:
                Odd.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                break;
        }
    }

    private async Task CreateKeyAsync(Node node)
    {
        var name = NewName();
        try
        {
            var key = await node.Keys().CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = name }, owner);
            Keys.Add(name);

            // A member has so many live ones and no more.
            await node.Keys().RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKey = key.ApiKey.Id }, owner);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            Interlocked.Increment(ref refused);
            await Task.Delay(20);
        }
        catch (RpcException e)
        {
            Odd.Add($"{e.StatusCode} {e.Status.Detail}");
        }
    }
}
