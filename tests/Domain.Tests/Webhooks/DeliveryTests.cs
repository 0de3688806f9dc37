using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Tests.Retention;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Tests.Webhooks;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Events_AfterCreation_ArriveInOrder_EachOnce_AsTheLogHasThem()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        for (var number = 0; number < 130; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        Assert.Equal(1, await hooks.DeliverAsync());
        Assert.Equal(0, await hooks.DeliverAsync());

        var events = (await hooks.World.EventsAsync()).Where(found => found.Sequence > hook.Cursor).ToList();
        Assert.True(events.Count >= 130);
        Assert.Equal(events.Select(found => found.Sequence), hooks.Sequences());
        Assert.Equal(events.Select(found => found.Action), hooks.Receiver.Types);
        Assert.Equal(
            events.Select(WebhookMessage.IdOf), hooks.Receiver.Requests.Select(request => request.Id));
        var data = Receiver.Body(hooks.Receiver.Requests[0]).GetProperty("data");
        Assert.Equal(events[0].Target, data.GetProperty("target").GetString());
        Assert.Equal("scim", data.GetProperty("door").GetString());
        Assert.Equal(events[0].Hash.ToArray(), data.GetProperty("hash").GetBytesFromBase64());
        Assert.Equal(events[^1].Sequence, (await hooks.StoredAsync(hook.Id)).Cursor);
    }

    [Fact]
    public async Task Data_OfAChangedPerson_HasWhatTheLogHas_AndNoMore()
    {
        using var hooks = await HookWorld.StartAsync();
        await hooks.CreateAsync();
        var ann = await hooks.World.CreateUserAsync("ann.marker@acme.test", "\"title\":\"Marker\"");
        World.Ok(await hooks.World.PatchUserAsync(ann.Id, """[{"op":"replace","path":"title","value":"Other Marker"}]"""));

        await hooks.DeliverAsync();

        Assert.NotEmpty(hooks.Receiver.Requests);
        Assert.All(
            hooks.Receiver.Requests,
            request => Assert.DoesNotContain("Marker", Receiver.Body(request).ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Types_NotAskedFor_ArePassedOver()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync("group.*", AuditActions.MemberDeactivated)).Webhook;
        var ann = await hooks.World.CreateUserAsync("ann@acme.test");
        await hooks.World.CreateGroupAsync("Crew");
        await hooks.World.SetActiveAsync(ann.Id, false);

        await hooks.DeliverAsync();

        Assert.Equal(["group.created", "member.deactivated"], hooks.Receiver.Types);
        Assert.Equal((await hooks.World.HeadAsync()).AuditSequence, (await hooks.StoredAsync(hook.Id)).Cursor);
        Assert.Empty((await hooks.DueAsync()).Items);
    }

    [Fact]
    public async Task Moves_OfTheCursor_AreNoChangesOfTheWorkspace()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        var before = await hooks.World.HeadAsync();

        await hooks.DeliverAsync();

        var stored = await hooks.StoredAsync(hook.Id);
        Assert.True(stored.Cursor > hook.Cursor);
        Assert.Equal(hook.Version, stored.Version);
        Assert.Equal(before.Revision, (await hooks.World.HeadAsync()).Revision);
        Assert.Equal(before.AuditSequence, (await hooks.World.HeadAsync()).AuditSequence);
    }

    [Fact]
    public async Task Neighbour_GetsItsOwnEventsOnly()
    {
        using var hooks = await HookWorld.StartAsync();
        await hooks.CreateAsync();
        var neighbour = await hooks.World.NeighbourAsync();
        await neighbour.CreateUserAsync("ann@other.test");
        await hooks.World.CreateUserAsync("bob@acme.test");

        await hooks.DeliverAsync();

        Assert.All(hooks.Receiver.Requests, request => Assert.StartsWith("evt_acme_", request.Id, StringComparison.Ordinal));
        Assert.Single(hooks.Receiver.Types, type => type == "member.created");
    }

    [Fact]
    public async Task Turn_OfOneServer_KeepsTheOthersOut_UntilItsLeaseIsOver()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        await hooks.World.CreateUserAsync("ann@acme.test");
        await TakeAsync(hooks, hook, "dead");

        await hooks.DeliverAsync("other");
        Assert.Empty(hooks.Receiver.Requests);

        hooks.Clock.Advance(WebhookOutbox.LeaseLength);
        await hooks.DeliverAsync("other");
        Assert.NotEmpty(hooks.Receiver.Requests);
    }

    [Fact]
    public async Task Turn_LostWhileItSends_StoresNothingOverItsSuccessor()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        for (var number = 0; number < 5; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        // The server stands still with the first request under way; another one takes the webhook and delivers all.
        hooks.Receiver.Meanwhile = async _ =>
        {
            hooks.Receiver.Meanwhile = _ => Task.CompletedTask;
            hooks.Clock.Advance(WebhookOutbox.LeaseLength);
            await hooks.DeliverAsync("successor");
        };
        hooks.Receiver.Answer = request => hooks.Receiver.Requests.Count > 1 && request == hooks.Receiver.Requests[0]
            ? WebhookOutcome.ServerError
            : WebhookOutcome.Delivered;
        await hooks.DeliverAsync("first");

        var stored = await hooks.StoredAsync(hook.Id);
        Assert.Equal((await hooks.World.HeadAsync()).AuditSequence, stored.Cursor);
        Assert.Equal(0, stored.Failures);
        Assert.Equal(hooks.Sequences().Distinct(), hooks.Sequences().Skip(1));
    }

    [Fact]
    public async Task Crash_BetweenDeliveryAndCursor_RepeatsWithTheSameIds_AndLosesNothing()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        for (var number = 0; number < 60; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        hooks.Receiver.Answer = _ => hooks.Receiver.Requests.Count == 57
            ? throw new InvalidOperationException("The server ends here.")
            : WebhookOutcome.Delivered;
        await Assert.ThrowsAsync<InvalidOperationException>(() => hooks.DeliverAsync("dying"));
        Assert.Equal(hook.Cursor + WebhookDelivery.SaveEach, (await hooks.StoredAsync(hook.Id)).Cursor);
        var before = hooks.Receiver.Requests.Select(request => request.Id).ToList();
        hooks.Receiver.Forget();
        hooks.Clock.Advance(WebhookOutbox.LeaseLength);
        hooks.Receiver.Answer = _ => WebhookOutcome.Delivered;

        await hooks.DeliverAsync("next");

        var after = hooks.Receiver.Requests.Select(request => request.Id).ToList();
        Assert.Equal(before[WebhookDelivery.SaveEach..], after[..(before.Count - WebhookDelivery.SaveEach)]);
        var events = (await hooks.World.EventsAsync()).Where(found => found.Sequence > hook.Cursor);
        Assert.Equal(events.Select(WebhookMessage.IdOf), before.Union(after));
    }

    [Fact]
    public async Task Webhook_PausedChangedOrRemovedMeanwhile_IsObeyedSoon()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        for (var number = 0; number < 10; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        hooks.Receiver.Meanwhile = async _ =>
        {
            hooks.Clock.Advance(WebhookDelivery.SaveEvery);
            if (hooks.Receiver.Requests.Count == 2)
            {
                var changes = new WebhookChanges(null, "https://new.example.com/", null, null);
                World.Ok(await hooks.Webhooks.UpdateAsync(hooks.World.Owner, hook.Id, changes, null, CancellationToken.None));
            }
            else if (hooks.Receiver.Requests.Count == 5)
            {
                World.Ok(await hooks.Webhooks.RemoveAsync(hooks.World.Owner, hook.Id, null, CancellationToken.None));
            }
        };
        await hooks.DeliverAsync();

        Assert.Equal(5, hooks.Receiver.Requests.Count);
        Assert.Equal(
            ["hooks.example.com", "hooks.example.com", "new.example.com", "new.example.com", "new.example.com"],
            hooks.Receiver.Requests.Select(request => request.Url.Host));
    }

    [Fact]
    public async Task Slow_ReceiverWithMuchToGet_MakesRoomAfterItsTurn()
    {
        using var hooks = await HookWorld.StartAsync();
        var hook = (await hooks.CreateAsync()).Webhook;
        for (var number = 0; number < 10; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        hooks.Receiver.Meanwhile = _ =>
        {
            hooks.Clock.Advance(TimeSpan.FromSeconds(9));
            return Task.CompletedTask;
        };
        await hooks.DeliverAsync();

        Assert.Equal(3, hooks.Receiver.Requests.Count);
        Assert.Equal(hook.Cursor + 3, (await hooks.StoredAsync(hook.Id)).Cursor);
        Assert.Single((await hooks.DueAsync()).Items);
        await hooks.DeliverAsync("another");
        Assert.Equal(6, hooks.Receiver.Requests.Count);
    }

    [Fact]
    public async Task Gap_LeftByRetention_IsToldFirst_AndDeliveryGoesOnAtTheOldestEventLeft()
    {
        using var hooks = await HookWorld.StartAsync(
            new RetentionPolicy { AuditDays = 1, AuditEventsKept = 2, AuditEventsAtLeast = 2 });
        var hook = (await hooks.CreateAsync("group.*")).Webhook;
        for (var number = 0; number < 10; number++)
        {
            await hooks.World.CreateUserAsync($"user{number}@acme.test");
        }

        await hooks.World.CreateGroupAsync("Gone");
        hooks.Clock.Advance(TimeSpan.FromDays(2));
        await hooks.World.CreateGroupAsync("Left");
        await hooks.World.CreateGroupAsync("Left too");
        await hooks.World.RunAsync("audit-retention");
        var oldest = (await hooks.World.EventsAsync())[0].Sequence;
        Assert.True(oldest > hook.Cursor + 5);

        await hooks.DeliverAsync();

        Assert.Equal(["teamaccess.events.lost", "group.created", "group.created"], hooks.Receiver.Types);
        var lost = Receiver.Body(hooks.Receiver.Requests[0]).GetProperty("data");
        Assert.Equal(hook.Cursor + 1, lost.GetProperty("firstSequence").GetInt64());
        Assert.Equal(oldest - 1, lost.GetProperty("lastSequence").GetInt64());
        Assert.Equal(0, await hooks.DeliverAsync());
    }

    private static Task<Lease?> TakeAsync(HookWorld hooks, Webhook hook, string holder) => hooks.World.Store.CommitAsync(
        async unit => Outcome.Keep(await unit.Leases.TryTakeAsync(
            WebhookOutbox.LeaseOf(hook.Id), holder, WebhookOutbox.LeaseLength, CancellationToken.None)),
        CancellationToken.None);
}
