using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.RequestLog;

public sealed class ReplayTests : ScimHost
{
    private RequestReplay Replays => Services.GetRequiredService<RequestReplay>();

    private DirectoryAdministration Directories => Services.GetRequiredService<DirectoryAdministration>();

    [Fact]
    public async Task Replay_RefusedCreate_SucceedsOnceTheCauseIsGoneAndIsLoggedAndAudited()
    {
        var name = NewName();
        var first = await Client.CreateUserAsync(name);
        (await Client.PostAsync("/Users", Bodies.User(name))).ShouldBeError(409, "uniqueness");
        (await Client.DeleteAsync($"/Users/{first}")).ShouldBe(204);
        var refused = (await ListAsync()).Single(entry => entry.Status == 409);

        var replayed = TestWorkspaces.Value(await Replays.RunAsync(One.Owner, refused.Id, CancellationToken.None));

        var run = replayed.Value.Entry!;
        Assert.Equal((201, refused.Id, "POST"), (run.Status, run.ReplayOf, run.Method));
        Assert.DoesNotContain(Marker, JsonSerializer.Serialize(run), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(name, (await Client.GetAsync($"/Users/{run.ResourceId}"))["userName"]!.GetValue<string>());
        Assert.Equal(run.Id, (await ListAsync()).First(entry => entry.ReplayOf is not null).Id);
        var events = await EventsAsync();
        var order = events.Single(found => found.Action == AuditActions.RequestReplayed);
        Assert.Equal((One.Owner.Actor.Name, $"connection:{One.Connection}"), (order.Actor, order.Target));
        Assert.Equal([refused.Id.ToString(), run.Id.ToString()], order.Changes.Select(change => change.After));
        Assert.Equal($"connection:{One.Connection}", events[^1].Actor);
        Assert.Equal(replayed.AuditSequence, order.Sequence);
    }

    [Fact]
    public async Task Replay_Twice_RunsTwiceUnlessItIsTheSameRequest()
    {
        await Client.PostAsync("/Groups", Bodies.Group(NewName()));
        var created = Assert.Single(await ListAsync());
        var named = One.Owner with { Repeat = new RepeatKey("Replay", "once", new byte[32]) };

        var first = TestWorkspaces.Value(await Replays.RunAsync(named, created.Id, CancellationToken.None));
        var again = TestWorkspaces.Value(await Replays.RunAsync(named, created.Id, CancellationToken.None));
        var other = TestWorkspaces.Value(await Replays.RunAsync(One.Owner, created.Id, CancellationToken.None));

        Assert.Equal(first.Value.Entry!.Id, again.Value.Entry!.Id);
        Assert.NotEqual(first.Value.Entry.Id, other.Value.Entry!.Id);
        Assert.Equal(3, (await ListAsync()).Count);
        Assert.Equal(2, (await EventsAsync()).Count(found => found.Action == AuditActions.RequestReplayed));
    }

    [Fact]
    public async Task Replay_OnlyValidated_ChecksAndRunsNothing()
    {
        await Client.PostAsync("/Users", Bodies.User(NewName()));
        var entry = Assert.Single(await ListAsync());

        var tried = TestWorkspaces.Value(await Replays.RunAsync(
            One.Owner with { ValidateOnly = true }, entry.Id, CancellationToken.None));

        Assert.Null(tried.Value.Entry);
        Assert.Single(await ListAsync());
        Assert.DoesNotContain(await EventsAsync(), found => found.Action == AuditActions.RequestReplayed);
    }

    [Fact]
    public async Task Replay_ConnectionPausedWithoutCredentialOrRemoved_IsRefused()
    {
        await Client.GetAsync("/Users");
        var entry = Assert.Single(await ListAsync());

        await PauseAsync(true);
        await RefusedAsync(One.Owner, entry.Id, FailureKind.FailedPrecondition, "CONNECTION_PAUSED");
        await PauseAsync(false);
        await Directories.RevokeTokenAsync(One.Owner, One.TokenId, CancellationToken.None);
        await RefusedAsync(One.Owner, entry.Id, FailureKind.FailedPrecondition, "CONNECTION_WITHOUT_CREDENTIAL");
        await Directories.RemoveConnectionAsync(One.Owner, One.Connection, null, CancellationToken.None);
        await RefusedAsync(One.Owner, entry.Id, FailureKind.FailedPrecondition, "CONNECTION_REMOVED");
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Replay_OtherWorkspaceUnknownOrNotKept_IsRefused()
    {
        await Client.PostAsync("/Users", "{");
        var entry = Assert.Single(await ListAsync());

        await RefusedAsync(One.Owner, entry.Id, FailureKind.FailedPrecondition, "REQUEST_NOT_KEPT");
        await RefusedAsync(Two.Owner, entry.Id, FailureKind.NotFound, null);
        await RefusedAsync(Two.Owner with { Workspace = One.Id }, entry.Id, FailureKind.PermissionDenied, null);
        await RefusedAsync(One.Owner, ProvisioningEntryId.Next(Clock.GetUtcNow()), FailureKind.NotFound, null);
    }

    [Fact]
    public async Task Replay_OfBulkAndOfAQuery_RunsThemWhole()
    {
        var name = NewName();
        await Client.GetAsync($"/Users?filter=userName eq \"{name}\"&count=1");
        var user = $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{Bodies.User(name)}}}""";
        await Client.PostAsync("/Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{user}}]}""");
        var entries = await ListAsync();

        var query = TestWorkspaces.Value(await Replays.RunAsync(One.Owner, entries[2].Id, CancellationToken.None));
        var bulk = TestWorkspaces.Value(await Replays.RunAsync(One.Owner, entries[0].Id, CancellationToken.None));

        Assert.Contains("\"totalResults\":1", query.Value.Entry!.Response!.Json, StringComparison.Ordinal);
        Assert.Contains("\"scimType\":\"uniqueness\"", bulk.Value.Entry!.Response!.Json, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<ProvisioningEntry>> ListAsync() => LogReading.ListAsync(this);

    private async Task<IReadOnlyList<AuditEvent>> EventsAsync() => TestWorkspaces.Value(
        await Services.GetRequiredService<AuditTrail>().QueryAsync(One.Owner, new AuditQuery(), 1000, CancellationToken.None)).Events;

    private async Task PauseAsync(bool paused) => TestWorkspaces.Value(await Directories.UpdateConnectionAsync(
        One.Owner, One.Connection, new ConnectionChanges(null, null, null, null, paused), null, CancellationToken.None));

    private async Task RefusedAsync(Call call, ProvisioningEntryId id, FailureKind kind, string? reason)
    {
        Assert.False((await Replays.RunAsync(call, id, CancellationToken.None)).TryGet(out _, out var failure));
        Assert.Equal((kind, reason ?? failure!.Reason), (failure!.Kind, failure.Reason));
    }
}
