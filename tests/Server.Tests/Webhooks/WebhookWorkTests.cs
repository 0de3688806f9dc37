using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Server.Webhooks;

namespace TeamAccess.Server.Tests.Webhooks;

/// <summary>Over real HTTP, with one server in the test's process.</summary>
public sealed class WebhookWorkTests
{
    [Fact]
    public async Task Events_ArriveInOrder_EachOnce_Signed_AndNothingElseOfTheServer()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url + "/in?key=1");

        await node.ChangeAsync(120);
        await receiver.UntilAsync(all => all.Count >= 120);
        var stored = await node.UntilAsync(hook.Webhook.Id, found => found.Cursor == hook.Webhook.Cursor + 120);

        Assert.Equal(Enumerable.Range(1, 120).Select(step => hook.Webhook.Cursor + step), receiver.All.Select(one => one.Sequence));
        Assert.Equal(0, stored.Failures);
        Assert.All(receiver.All, one =>
        {
            Assert.Equal(("POST", "/in?key=1", "workspace.updated"), (one.Method, one.Path, one.Type));
            Assert.True(one.IsSignedBy(hook.Secret!));
            Assert.Equal(
                ["Content-Length", "Content-Type", "Host", "User-Agent", "webhook-id", "webhook-signature", "webhook-timestamp"],
                one.Headers.Keys.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task Receiver_ThatFailsOnce_GetsTheSameAgain_ThenTheRest()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url);
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = receiver.All.Count == 2 ? 500 : 200;
            return Task.CompletedTask;
        };

        await node.ChangeAsync(3);
        await receiver.UntilAsync(all => all.Count >= 4);

        var first = hook.Webhook.Cursor + 1;
        Assert.Equal([first, first + 1, first + 1, first + 2], receiver.All.Select(one => one.Sequence));
        Assert.Equal(receiver.All[1].Id, receiver.All[2].Id);
        Assert.Equal(receiver.All[1].Body, receiver.All[2].Body);
    }

    [Fact]
    public async Task Receiver_ThatIsGone_GetsNothingMore()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url);
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        };

        await node.ChangeAsync(3);
        var paused = await node.UntilAsync(hook.Webhook.Id, found => found.Pause is not null);

        Assert.Equal((WebhookPause.Gone, hook.Webhook.Cursor), (paused.Pause, paused.Cursor));
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task Receivers_ThatNeverAnswer_KeepNobodyElseWaiting()
    {
        await using var silent = await LoopbackReceiver.StartAsync();
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var release = new TaskCompletionSource();
        silent.Answer = (_, context) => Task.WhenAny(release.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
        for (var number = 0; number < 20; number++)
        {
            await node.CreateAsync(silent.Url);
        }

        // A whole workspace of them has a part of the places only.
        await node.ChangeAsync(2);
        await silent.UntilAsync(all => all.Count >= WebhookWork.MaxOfWorkspace);
        var other = await node.OpenAsync("other");
        await node.CreateAsync(receiver.Url, other);
        await node.ChangeAsync(5, other);

        await receiver.UntilAsync(all => all.Count >= 5);
        Assert.Equal(WebhookWork.MaxOfWorkspace, silent.All.Count);
        release.SetResult();
    }

    [Fact]
    public async Task Redirect_IsNotFollowed_AndALongAnswerIsNotRead()
    {
        await using var elsewhere = await LoopbackReceiver.StartAsync();
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url);
        const long Whole = 64 << 20;
        var written = 0L;
        receiver.Answer = async (one, context) =>
        {
            context.Response.StatusCode = receiver.All.Count == 1 ? 307 : 200;
            context.Response.Headers.Location = elsewhere.Url;
            if (receiver.All.Count > 1)
            {
                var block = new byte[64 * 1024];
                while (!context.RequestAborted.IsCancellationRequested && written < Whole)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                    written += block.Length;

                    // Kestrel drops what is written to a closed connection at once, faster than it tells of the end.
                    await Task.Delay(1);
                }
            }
        };

        await node.ChangeAsync();
        await node.UntilAsync(hook.Webhook.Id, found => found.LastFailure == WebhookOutcome.Redirect);
        var delivered = await node.UntilAsync(hook.Webhook.Id, found => found.Cursor > hook.Webhook.Cursor);

        Assert.Empty(elsewhere.All);
        Assert.Equal(0, delivered.Failures);
        Assert.True(written < Whole, $"{written} bytes were taken.");
    }

    [Fact]
    public async Task Trial_SaysWhatCameOfIt_WhateverThatIs()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url);
        var status = 204;
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var expected = new (int Status, WebhookOutcome Outcome)[]
        {
            (204, WebhookOutcome.Delivered), (302, WebhookOutcome.Redirect), (404, WebhookOutcome.ClientError),
            (410, WebhookOutcome.Gone), (503, WebhookOutcome.ServerError),
        };
        foreach (var (answer, outcome) in expected)
        {
            status = answer;
            Assert.Equal(outcome, await TryAsync(node, hook.Webhook.Id));
        }

        Assert.All(receiver.All, one => Assert.Equal("teamaccess.test", one.Type));
        Assert.True(receiver.All[0].IsSignedBy(hook.Secret!));
        Assert.Null((await node.StoredAsync(hook.Webhook.Id)).Pause);

        var closed = await node.CreateAsync("http://127.0.0.1:1/");
        var plain = await node.CreateAsync(receiver.Url.Replace("http://", "https://", StringComparison.Ordinal));
        Assert.Equal(WebhookOutcome.ConnectionFailed, await TryAsync(node, closed.Webhook.Id));
        Assert.Equal(WebhookOutcome.TlsFailed, await TryAsync(node, plain.Webhook.Id));
    }

    /// <summary>The rules refuse such a URL; here the name is what leads home.</summary>
    [Fact]
    public async Task Sender_WithoutLeaveForPrivateAddresses_DoesNotConnectToThem()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        using var sender = new WebhookSender(new WebhookPolicy());
        using var free = new WebhookSender(new WebhookPolicy { PrivateAddresses = true });
        var port = new Uri(receiver.Url).Port;

        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "10.0.0.1"])
        {
            Assert.Equal(WebhookOutcome.AddressRefused, await sender.SendAsync(RequestTo($"http://{host}:{port}/"), CancellationToken.None));
        }

        Assert.Empty(receiver.All);
        Assert.Equal(WebhookOutcome.Delivered, await free.SendAsync(RequestTo(receiver.Url), CancellationToken.None));
    }

    [Fact]
    public async Task Stop_WhileSending_StoresWhatWasDelivered()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        await using var node = await HookNode.StartAsync();
        var hook = await node.CreateAsync(receiver.Url);
        receiver.Answer = async (_, context) =>
        {
            await Task.Delay(30);
            context.Response.StatusCode = 200;
        };
        await node.ChangeAsync(200);
        await receiver.UntilAsync(all => all.Count >= 10);

        await node.StopAsync();

        var stored = await node.StoredAsync(hook.Webhook.Id);
        Assert.Equal(receiver.All[^1].Sequence, stored.Cursor);
        Assert.True(receiver.All.Count < 200);
    }

    private static WebhookRequest RequestTo(string url) => new(
        new Uri(url), "evt_acme_1", DateTimeOffset.UnixEpoch, "v1,x", "{}"u8.ToArray());

    private static async Task<WebhookOutcome> TryAsync(HookNode node, Domain.WebhookId id) =>
        HookNode.Ok(await node.Get<WebhookTrial>().RunAsync(node.Owner, id, CancellationToken.None));
}
