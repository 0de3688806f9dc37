using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Changes;

public sealed class ChangeTests
{
    [Fact]
    public async Task ValidateOnly_Deactivate_AnswersAsIfDoneAndChangesNothing()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var before = await world.HeadAsync();

        var answer = World.Ok(await world.Get<MemberAdministration>().DeactivateAsync(
            world.Owner with { ValidateOnly = true }, ann.Id, null, CancellationToken.None));

        Assert.False(answer.Value.IsActive);
        Assert.True((await world.MemberAsync(ann.Id)).IsActive);
        Assert.Equal(before, await world.HeadAsync());
    }

    [Fact]
    public async Task Repeat_SameRequest_IsAnsweredAndNotDoneAgain()
    {
        using var world = await World.StartAsync();
        var call = Repeating(world.Owner, "one", 1);
        var keys = world.Get<ApiKeyAdministration>();
        var wanted = new NewApiKey(world.OwnerId, "k", [], null, null);

        var first = World.Ok(await keys.CreateAsync(call, wanted, CancellationToken.None));
        var head = await world.HeadAsync();
        var second = World.Ok(await keys.CreateAsync(call, wanted, CancellationToken.None));

        Assert.Equal(first.Value.Key, second.Value.Key);
        Assert.Equal((first.Revision, first.AuditSequence), (second.Revision, second.AuditSequence));
        Assert.NotNull(first.Value.Token);
        Assert.Null(second.Value.Token);
        Assert.Equal(head, await world.HeadAsync());
    }

    [Fact]
    public async Task Repeat_OtherFields_IsRefused()
    {
        using var world = await World.StartAsync();
        var keys = world.Get<ApiKeyAdministration>();
        World.Ok(await keys.CreateAsync(
            Repeating(world.Owner, "one", 1), new NewApiKey(world.OwnerId, "k", [], null, null), CancellationToken.None));

        var refused = World.Refused(await keys.CreateAsync(
            Repeating(world.Owner, "one", 2), new NewApiKey(world.OwnerId, "other", [], null, null), CancellationToken.None));

        Assert.Equal("REQUEST_ID_REUSED", refused.Reason);
    }

    [Fact]
    public async Task Repeat_SixteenAtOnce_OneKeyIsMade()
    {
        using var world = await World.StartAsync();
        var call = Repeating(world.Owner, "one", 1);
        var keys = world.Get<ApiKeyAdministration>();
        var wanted = new NewApiKey(world.OwnerId, "k", [], null, null);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => keys.CreateAsync(call, wanted, CancellationToken.None)));

        Assert.Single(results.Select(result => World.Ok(result).Value.Key.Id).Distinct());
        Assert.Single(results, result => World.Ok(result).Value.Token is not null);
    }

    [Fact]
    public async Task Repeat_AfterADay_IsDoneAgain()
    {
        using var world = await World.StartAsync();
        var call = Repeating(world.Owner, "one", 1);
        var keys = world.Get<ApiKeyAdministration>();
        var wanted = new NewApiKey(world.OwnerId, "k", [], null, null);
        var first = World.Ok(await keys.CreateAsync(call, wanted, CancellationToken.None));

        world.Clock.Advance(TimeSpan.FromHours(25));
        World.Ok(await keys.CreateAsync(Repeating(world.Owner, "two", 2), wanted, CancellationToken.None));
        var later = World.Ok(await keys.CreateAsync(call, wanted, CancellationToken.None));

        Assert.NotEqual(first.Value.Key.Id, later.Value.Key.Id);
    }

    [Fact]
    public async Task Seats_Full_CreateAndReactivateAreRefusedWithLimitAndCount()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.SetActiveAsync(ann.Id, active: false));
        World.Ok(await world.Get<WorkspaceAdministration>().UpdateAsync(
            World.Operator("acme"), new WorkspaceChanges(null, null, null, new Setting<int?>(1)), null, CancellationToken.None));

        var refused = World.Refused(await world.SetActiveAsync(ann.Id, active: true));

        Assert.Equal(FailureKind.QuotaExceeded, refused.Kind);
        Assert.Equal("SEAT_LIMIT_REACHED", refused.Reason);
        Assert.Equal("1", refused.Metadata["limit"]);
        Assert.Equal("1", refused.Metadata["count"]);
        Assert.False((await world.MemberAsync(ann.Id)).IsActive);
    }

    [Fact]
    public async Task SeatLimit_ByTheOwner_IsRefused()
    {
        using var world = await World.StartAsync();

        var refused = World.Refused(await world.Get<WorkspaceAdministration>().UpdateAsync(
            world.Owner, new WorkspaceChanges(null, null, null, new Setting<int?>(100)), null, CancellationToken.None));

        Assert.Equal(FailureKind.PermissionDenied, refused.Kind);
    }

    private static Call Repeating(Call call, string requestId, byte fingerprint) =>
        call with { Repeat = new RepeatKey("method", requestId, new[] { fingerprint }) };
}
