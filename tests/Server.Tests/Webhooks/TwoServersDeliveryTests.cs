using System.Globalization;
using System.Net;
using Npgsql;
using TeamAccess.Admin.V1;
using TeamAccess.Server.Tests.Nodes;

namespace TeamAccess.Server.Tests.Webhooks;

/// <summary>Two server processes on one database deliver to one receiver.</summary>
public sealed class TwoServersDeliveryTests
{
    [Fact]
    public async Task Changes_ThroughBothServers_AreDeliveredOnceAndInOrder()
    {
        const int Changes = 200;
        await using var receiver = await SlowReceiverAsync(TimeSpan.FromMilliseconds(5));
        await using var nodes = await StartAsync();
        var hook = (await HooksOf(nodes.A).CreateWebhookAsync(
            new CreateWebhookRequest { DisplayName = "Receiver", Url = receiver.Url }, nodes.Owner)).Webhook;

        await Task.WhenAll(ChangeAsync(nodes.A, "a", Changes / 2), ChangeAsync(nodes.B, "b", Changes / 2));
        var expected = await SequencesAsync(nodes.A, nodes, hook.DeliveredSequence);
        Assert.True(expected.Count >= Changes);
        await receiver.UntilAsync(all => all.Any(one => one.Sequence == expected[^1]));
        await UntilDeliveredAsync(nodes.B, nodes, hook, expected[^1]);

        // Who did it a second time would do so by now.
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(expected, receiver.All.Select(one => one.Sequence));
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task Server_ThatFallsSilentWhileItDelivers_IsReplaced_AndNothingIsMissing(string signal)
    {
        await using var receiver = await LoopbackReceiver.StartAsync();

        // From the fifth on it answers once the server has been silenced: so that this one is at it then.
        var isSilent = new TaskCompletionSource();
        receiver.Answer = async (_, context) =>
        {
            await (receiver.All.Count < 5 ? Task.CompletedTask : isSilent.Task.WaitAsync(context.RequestAborted));
            context.Response.StatusCode = 200;
        };
        await using var nodes = await StartAsync();
        var hook = (await HooksOf(nodes.A).CreateWebhookAsync(
            new CreateWebhookRequest { DisplayName = "Receiver", Url = receiver.Url }, nodes.Owner)).Webhook;
        await Task.WhenAll(ChangeAsync(nodes.A, "a", 10), ChangeAsync(nodes.B, "b", 10));
        await receiver.UntilAsync(all => all.Count >= 5);

        var (silent, other) = await HolderAsync(nodes) == nodes.A.Process.Id ? (nodes.A, nodes.B) : (nodes.B, nodes.A);
        await silent.Process.SignalAsync(signal);
        if (!TwoNodes.InFull)
        {
            await EndLeaseAsync(nodes);
        }

        isSilent.SetResult();
        await ChangeAsync(other, "later", 20);
        var expected = await SequencesAsync(other, nodes, hook.DeliveredSequence);
        await receiver.UntilAsync(all => all.Any(one => one.Sequence == expected[^1]));
        if (signal == "STOP")
        {
            await silent.Process.SignalAsync("CONT");
            await silent.WaitForAsync(ready: true);
            await ChangeAsync(silent, "awake", 5);
            expected = await SequencesAsync(other, nodes, hook.DeliveredSequence);
            await receiver.UntilAsync(all => all.Any(one => one.Sequence == expected[^1]));
        }

        await UntilDeliveredAsync(other, nodes, hook, expected[^1]);
        Assert.Equal(expected, receiver.All.DistinctBy(one => one.Id).Select(one => one.Sequence));
        Assert.All(
            receiver.All.GroupBy(one => one.Id),
            same => Assert.All(same, one => Assert.Equal(same.First().Body, one.Body)));
    }

    private static Task<TwoNodes> StartAsync() => TwoNodes.StartAsync(
        database: null, ("TEAMACCESS_WEBHOOK_PRIVATE_ADDRESSES", "true"));

    private static WebhookService.WebhookServiceClient HooksOf(Node node) => new(node.Channel);

    /// <summary>One that takes a while, so that there is always something under way.</summary>
    private static async Task<LoopbackReceiver> SlowReceiverAsync(TimeSpan delay)
    {
        var receiver = await LoopbackReceiver.StartAsync();
        receiver.Answer = async (_, context) =>
        {
            await Task.Delay(delay);
            context.Response.StatusCode = 200;
        };
        return receiver;
    }

    private static async Task ChangeAsync(Node node, string prefix, int times)
    {
        for (var time = 0; time < times; time++)
        {
            // The one that stands still may have the database's lock of the workspace for a while.
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (true)
            {
                using var answer = await node.Scim.PostUserAsync($"{prefix}{time}", limit.Token);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict)
                {
                    break;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                await Task.Delay(100, limit.Token);
            }
        }
    }

    private static async Task<List<long>> SequencesAsync(Node node, TwoNodes nodes, long after)
    {
        var found = new List<long>();
        var request = new QueryAuditEventsRequest { PageSize = 200 };
        do
        {
            var page = await new AuditService.AuditServiceClient(node.Channel).QueryAuditEventsAsync(request, nodes.Owner);
            found.AddRange(page.AuditEvents.Select(one => one.Sequence).Where(sequence => sequence > after));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return found;
    }

    private static async Task UntilDeliveredAsync(Node node, TwoNodes nodes, Webhook hook, long sequence)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await HooksOf(node).GetWebhookAsync(new GetWebhookRequest { Webhook = hook.Name }, nodes.Owner))
            .Webhook.DeliveredSequence != sequence)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>As if its half minute were over, for which only the run in full has the time.</summary>
    private static async Task EndLeaseAsync(TwoNodes nodes)
    {
        await using var connection = new NpgsqlConnection(nodes.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "UPDATE leases SET expires = clock_timestamp() WHERE name LIKE 'webhook/%'", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>The process id of the server that delivers now.</returns>
    private static async Task<int> HolderAsync(TwoNodes nodes)
    {
        await using var connection = new NpgsqlConnection(nodes.Database + ";Pooling=false");
        await connection.OpenAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            await using var command = new NpgsqlCommand(
                "SELECT holder FROM leases WHERE name LIKE 'webhook/%' AND expires > clock_timestamp()", connection);
            if (await command.ExecuteScalarAsync(limit.Token) is string holder)
            {
                return int.Parse(holder.Split('/')[1], CultureInfo.InvariantCulture);
            }

            await Task.Delay(10, limit.Token);
        }
    }
}
