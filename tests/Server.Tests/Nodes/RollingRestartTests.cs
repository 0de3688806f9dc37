using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>Whoever retries on the other node notices nothing of a restart, and nothing is done twice.</summary>
[Collection(TwoNodesFixture.Name)]
public sealed class RollingRestartTests(TwoNodesFixture fixture)
{
    private readonly TwoNodes nodes = fixture.Nodes;

    [Fact]
    public async Task EachNodeInTurn_RestartedUnderLoad_NoErrorIsLeftAndEachWriteIsDoneOnce()
    {
        var done = new ConcurrentBag<string>();
        var failed = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var next = 0;
        var clients = Enumerable.Range(0, 6).Select(number => Task.Run(() => WriteAsync(number))).ToList();
        for (var round = 0; round < (TwoNodes.InFull ? 6 : 1); round++)
        {
            foreach (var node in (Node[])[nodes.B, nodes.A])
            {
                await DoneAsync(20);
                Assert.Equal(0, await node.Process.TerminateAsync());
                await DoneAsync(5);
                await node.Process.RestartAsync();
            }
        }

        await DoneAsync(20);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Empty(failed);
        await Task.WhenAll(nodes.A.Channel.ConnectAsync(), nodes.B.Channel.ConnectAsync());
        var keys = await nodes.B.KeyNamesAsync(nodes.Owner);
        var users = await nodes.B.Scim.UserNamesAsync();
        Assert.Equal(done.Order(StringComparer.Ordinal), keys.Where(name => name.StartsWith("once-", StringComparison.Ordinal)));
        Assert.Equal(done.Order(StringComparer.Ordinal), users.Where(name => name.StartsWith("once-", StringComparison.Ordinal)));
        Assert.True((await new AuditService.AuditServiceClient(nodes.A.Channel).VerifyChainAsync(
            new VerifyChainRequest(), nodes.Owner)).Intact);

        async Task WriteAsync(int number)
        {
            var order = number % 2 == 0 ? (Node[])[nodes.A, nodes.B] : [nodes.B, nodes.A];
            var client = new RetryingClient(order, nodes.Owner, TimeSpan.FromSeconds(30));
            while (!stop.IsCancellationRequested)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"once-{Interlocked.Increment(ref next)}");
                if ((await client.CreateUserAsync(name) ?? await client.CreateKeyAsync(name)) is { } error)
                {
                    failed.Add(error);
                }
                else
                {
                    done.Add(name);
                }
            }
        }

        async Task DoneAsync(int more)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            for (var wanted = done.Count + more; done.Count < wanted;)
            {
                await Task.Delay(10, limit.Token);
            }
        }
    }

    /// <summary>At both doors, and though the change cannot be done before the node was told.</summary>
    [Fact]
    public async Task Node_ToldToStop_AnswersWhatIsUnderWayFirst()
    {
        Task<HttpResponseMessage> user;
        Task<CreateApiKeyResponse> key;
        Task<int> exit;
        await using (var held = await HeldWorkspace.TakeAsync(nodes.Database))
        {
            user = nodes.A.Scim.PostUserAsync("under-way");
            key = nodes.A.Keys().CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "under-way" }, nodes.Owner).ResponseAsync;
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (await held.WaitingAsync() < 2)
            {
                await Task.Delay(10, limit.Token);
            }

            exit = nodes.A.Process.TerminateAsync();
            while (await nodes.A.Process.IsReadyAsync())
            {
                await Task.Delay(10, limit.Token);
            }
        }

        using var answer = await user;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("under-way", (await key).ApiKey.DisplayName);
        Assert.Equal(0, await exit);
        await nodes.A.Process.RestartAsync();
        await nodes.A.Channel.ConnectAsync();
    }

    [Fact]
    public async Task Node_StandsStill_AStormOfRetriesIsDoneOnce()
    {
        var client = new RetryingClient([nodes.A], nodes.Owner, TimeSpan.FromSeconds(TwoNodes.InFull ? 1 : 0.5));
        var names = Enumerable.Range(0, TwoNodes.InFull ? 100 : 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"storm-{number:D3}")).ToList();

        await nodes.A.Process.SignalAsync("STOP");
        var storm = names.Select(name => client.CreateUserAsync(name)).Concat(names.Select(name => client.CreateKeyAsync(name))).ToList();
        await Task.Delay(TimeSpan.FromSeconds(TwoNodes.InFull ? 5 : 2));
        await nodes.A.Process.SignalAsync("CONT");

        Assert.All(await Task.WhenAll(storm), Assert.Null);
        Assert.Equal(names, (await nodes.B.Scim.UserNamesAsync()).Where(name => name.StartsWith("storm-", StringComparison.Ordinal)));
        Assert.Equal(names, (await nodes.B.KeyNamesAsync(nodes.Owner)).Where(name => name.StartsWith("storm-", StringComparison.Ordinal)));
    }

    /// <summary>The worst of retries: of what was done, and nobody was told.</summary>
    [Fact]
    public async Task Answers_LostOnTheirWay_AStormOfRetriesAtTheOtherNodeIsDoneOnce()
    {
        await using var way = new SilentProxy(new IPEndPoint(IPAddress.Loopback, nodes.A.Process.GrpcAddress.Port));
        var far = nodes.A.By(new Uri($"http://127.0.0.1:{way.Port}"));
        await far.Channel.ConnectAsync();
        var client = new RetryingClient([far, nodes.B], nodes.Owner, TimeSpan.FromSeconds(5));
        var names = Enumerable.Range(0, 10).Select(number => string.Create(CultureInfo.InvariantCulture, $"lost-{number}")).ToList();
        List<Task<string?>> storm;
        await using (var held = await HeldWorkspace.TakeAsync(nodes.Database))
        {
            storm = names.ConvertAll(client.CreateKeyAsync);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (await held.WaitingAsync() < 2)
            {
                await Task.Delay(10, limit.Token);
            }

            way.IsSilent = true;
        }

        Assert.All(await Task.WhenAll(storm), Assert.Null);
        Assert.Equal(names, (await nodes.B.KeyNamesAsync(nodes.Owner)).Where(name => name.StartsWith("lost-", StringComparison.Ordinal)));
        far.Scim.Dispose();
        far.Channel.Dispose();
    }
}
