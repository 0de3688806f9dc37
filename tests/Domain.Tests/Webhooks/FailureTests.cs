using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Tests.Webhooks;

public sealed class FailureTests
{
    [Fact]
    public async Task Failed_IsTriedAgainAfterItsWait_AndNothingOvertakesIt()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("member.*")).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        await hooks.World.CreateUserAsync("bob@acme.test");
        hooks.Receiver.Answer = _ => WebhookOutcome.ServerError;

        await hooks.DeliverAsync();
        Assert.Equal(0, await hooks.DeliverAsync());

        var failed = await hooks.StoredAsync(hook.Id);
        Assert.Equal((1, WebhookOutcome.ServerError), (failed.Failures, failed.LastFailure));
        Assert.Single(hooks.Receiver.Requests);

        hooks.Clock.Advance(TimeSpan.FromSeconds(6));
        await hooks.DeliverAsync();
        hooks.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, await hooks.DeliverAsync());
        hooks.Clock.Advance(TimeSpan.FromSeconds(30));
        hooks.Receiver.Answer = _ => WebhookOutcome.Delivered;
        await hooks.DeliverAsync();

        var ids = hooks.Receiver.Requests.Select(request => request.Id).ToList();
        Assert.Equal(4, ids.Count);
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal([ids[0], ids[0], ids[0]], ids[..3]);
        var delivered = await hooks.StoredAsync(hook.Id);
        Assert.Equal((0, null, null), (delivered.Failures, delivered.FailingSince, delivered.LastFailure));
    }

    [Fact]
    public async Task Gone_PausesAtOnce_WithAnEvent_AndResumeGoesOnWhereItWas()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("member.*")).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        hooks.Receiver.Answer = _ => WebhookOutcome.Gone;

        await hooks.DeliverAsync();

        var paused = await hooks.StoredAsync(hook.Id);
        Assert.Equal(WebhookPause.Gone, paused.Pause);
        Assert.Equal(hooks.Clock.GetUtcNow(), paused.PausedSince);
        var recorded = (await hooks.World.EventsAsync())[^1];
        Assert.Equal((AuditActions.WebhookPaused, $"webhook:{hook.Id}"), (recorded.Action, recorded.Target));
        hooks.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await hooks.DeliverAsync());

        hooks.Receiver.Answer = _ => WebhookOutcome.Delivered;
        World.Ok(await hooks.Webhooks.ResumeAsync(hooks.World.Owner, hook.Id, CancellationToken.None));
        await hooks.DeliverAsync();

        Assert.Equal(["member.created", "member.created"], hooks.Receiver.Types);
        Assert.Equal(hooks.Receiver.Requests[0].Id, hooks.Receiver.Requests[1].Id);
    }

    [Fact]
    public async Task Failing_ForFiveDays_Pauses_AndNotBefore()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("member.*")).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        hooks.Receiver.Answer = _ => WebhookOutcome.Timeout;
        var began = hooks.Clock.GetUtcNow();

        while ((await hooks.StoredAsync(hook.Id)).Pause is null)
        {
            Assert.True(hooks.Clock.GetUtcNow() - began < TimeSpan.FromDays(6));
            await hooks.DeliverAsync();
            hooks.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(WebhookPause.Failing, (await hooks.StoredAsync(hook.Id)).Pause);
        Assert.True(hooks.Clock.GetUtcNow() - began >= TimeSpan.FromDays(5));
        Assert.InRange(hooks.Receiver.Requests.Count, 20, 40);
        Assert.Single(await hooks.World.EventsAsync(), found => found.Action == AuditActions.WebhookPaused);
    }

    [Fact]
    public async Task Delivered_NowAndThen_DoesNotCountAsFailingForDays()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("member.*")).Webhook;
        for (var day = 0; day < 8; day++)
        {
            await hooks.World.CreateUserAsync($"user{day}@acme.test");
            hooks.Receiver.Answer = _ => WebhookOutcome.ServerError;
            await hooks.DeliverAsync();
            hooks.Receiver.Answer = _ => WebhookOutcome.Delivered;
            hooks.Clock.Advance(TimeSpan.FromDays(1));
            await hooks.DeliverAsync();
        }

        Assert.Null((await hooks.StoredAsync(hook.Id)).Pause);
    }

    [Fact]
    public async Task OtherUrl_IsTriedAtOnce()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("member.*")).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        hooks.Receiver.Answer = request =>
            request.Url.Host == "hooks.example.com" ? WebhookOutcome.ClientError : WebhookOutcome.Delivered;
        await hooks.DeliverAsync();
        hooks.Clock.Advance(TimeSpan.FromSeconds(10));
        await hooks.DeliverAsync();
        Assert.Empty((await hooks.DueAsync()).Items);

        var changes = new WebhookChanges(null, "https://new.example.com/", null, null);
        World.Ok(await hooks.Webhooks.UpdateAsync(hooks.World.Owner, hook.Id, changes, null, CancellationToken.None));
        await hooks.DeliverAsync();

        Assert.Equal(0, (await hooks.StoredAsync(hook.Id)).Failures);
        Assert.Empty((await hooks.DueAsync()).Items);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 3600)]
    [InlineData(6, 21_600)]
    [InlineData(100, 21_600)]
    public void Backoff_GrowsUpToSixHours_WithAFifthEitherWay(int failures, int seconds)
    {
        Assert.Equal(seconds * 0.8, Backoff.After(failures, 0).TotalSeconds, 3);
        Assert.Equal(seconds, Backoff.After(failures, 0.5).TotalSeconds, 3);
        Assert.Equal(seconds * 1.2, Backoff.After(failures, 1).TotalSeconds, 3);
    }
}
