using TeamAccess.Domain.Access;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Keys;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Keys;

public sealed class ApiKeyTests
{
    [Fact]
    public async Task Key_ListOfPermissions_AllowsOnlyThoseOfItsRole()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(ann.Id, "resources.view");

        var listed = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.view");
        var unlisted = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.use");
        var unknown = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.fly");

        Assert.True(listed.Allowed);
        Assert.Equal(AccessReason.PermissionNotGranted, unlisted.Reason);
        Assert.Equal(AccessReason.PermissionUnknown, unknown.Reason);
    }

    [Fact]
    public async Task Create_PermissionBeyondTheRole_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");

        var refused = World.Refused(await CreateAsync(world, new NewApiKey(ann.Id, "k", ["members.manage"], null, null)));

        Assert.Equal("permissions", refused.Attribute);
    }

    [Fact]
    public async Task Create_CeilingAboveTheMember_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");

        Assert.Equal("role_ceiling", World.Refused(await CreateAsync(world, new NewApiKey(ann.Id, "k", [], "Admin", null))).Attribute);
    }

    [Fact]
    public async Task Key_CreatorIsPromoted_StaysUnderItsCeiling()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(ann.Id);
        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"add","path":"roles","value":[{"value":"Admin"}]}]"""));

        var answer = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.manage");

        Assert.Equal(AccessReason.PermissionNotGranted, answer.Reason);
        Assert.Equal("Member", answer.Role?.Value);
    }

    [Fact]
    public async Task Key_CreatorIsDemoted_FollowsAtOnce()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann", """ "roles":["Manager"] """);
        var key = await world.CreateKeyAsync(ann.Id);
        var before = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.manage");

        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"remove","path":"roles"}]"""));

        Assert.True(before.Allowed);
        Assert.False((await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!), "resources.manage")).Allowed);
    }

    [Fact]
    public async Task Key_Expired_IsRefusedAtItsLastInstant()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var end = world.Clock.GetUtcNow().AddHours(1);
        var key = World.Ok(await CreateAsync(world, new NewApiKey(ann.Id, "k", [], null, end))).Value;

        world.Clock.SetUtcNow(end.AddTicks(-1));
        var before = await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!));
        world.Clock.SetUtcNow(end);

        Assert.True(before.Allowed);
        Assert.Equal(AccessReason.KeyExpired, (await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!))).Reason);
        Assert.Null(await world.AuthenticateAsync(key.Token!));
    }

    [Fact]
    public async Task Rotate_WithOverlap_BothWorkUntilItEnds()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var old = await world.CreateKeyAsync(ann.Id);

        var fresh = World.Ok(await world.Get<ApiKeyAdministration>().RotateAsync(
            world.Owner, old.Key.Id, TimeSpan.FromHours(1), CancellationToken.None)).Value;
        var during = (await world.CheckAsync(new AccessSubject.OfKeyToken(old.Token!))).Allowed
            && (await world.CheckAsync(new AccessSubject.OfKeyToken(fresh.Token!))).Allowed;
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.True(during);
        Assert.Equal(AccessReason.KeyExpired, (await world.CheckAsync(new AccessSubject.OfKeyToken(old.Token!))).Reason);
        Assert.True((await world.CheckAsync(new AccessSubject.OfKeyToken(fresh.Token!))).Allowed);
    }

    [Fact]
    public async Task Create_ByALimitedKey_CannotMakeAStrongerOne()
    {
        using var world = await World.StartAsync();
        var limited = await world.CreateKeyAsync(world.OwnerId, "keys.manage", "resources.view");
        var call = world.Owner with { Actor = (await world.AuthenticateAsync(limited.Token!))! };
        var keys = world.Get<ApiKeyAdministration>();

        var whole = await keys.CreateAsync(call, new NewApiKey(null, "k", [], null, null), CancellationToken.None);
        var more = await keys.CreateAsync(call, new NewApiKey(null, "k", ["audit.read"], null, null), CancellationToken.None);
        var same = await keys.CreateAsync(call, new NewApiKey(null, "k", ["resources.view"], null, null), CancellationToken.None);

        Assert.Equal("KEY_BEYOND_CALLER", World.Refused(whole).Reason);
        Assert.Equal("KEY_BEYOND_CALLER", World.Refused(more).Reason);
        World.Ok(same);
    }

    [Fact]
    public async Task Rotate_ByALimitedKey_GivesNoStrongerToken()
    {
        using var world = await World.StartAsync();
        var whole = await world.CreateKeyAsync(world.OwnerId);
        var limited = await world.CreateKeyAsync(world.OwnerId, "keys.manage", "keys.read");
        var call = world.Owner with { Actor = (await world.AuthenticateAsync(limited.Token!))! };
        var keys = world.Get<ApiKeyAdministration>();

        var stronger = await keys.RotateAsync(call, whole.Key.Id, TimeSpan.FromDays(1), CancellationToken.None);
        var own = await keys.RotateAsync(call, limited.Key.Id, TimeSpan.FromDays(1), CancellationToken.None);

        Assert.Equal("KEY_BEYOND_CALLER", World.Refused(stronger).Reason);
        World.Ok(own);
    }

    [Fact]
    public async Task Create_ByAKeyOfALowerCeiling_KeepsTheCeiling()
    {
        using var world = await World.StartAsync();
        var keys = world.Get<ApiKeyAdministration>();
        var low = World.Ok(await CreateAsync(world, new NewApiKey(world.OwnerId, "k", [], "Admin", null))).Value;
        var call = world.Owner with { Actor = (await world.AuthenticateAsync(low.Token!))! };

        var made = World.Ok(await keys.CreateAsync(
            call, new NewApiKey(null, "k", ["members.manage"], null, null), CancellationToken.None));

        Assert.Equal("Admin", made.Value.Key.RoleCeiling.Value);
    }

    [Fact]
    public async Task Keys_OfTheNeighbour_DoNotExist()
    {
        using var world = await World.StartAsync();
        var neighbour = await world.NeighbourAsync();
        var theirs = await neighbour.CreateKeyAsync(neighbour.OwnerId);
        var keys = world.Get<ApiKeyAdministration>();

        Assert.Equal(FailureKind.NotFound, World.Refused(await keys.GetAsync(world.Owner, theirs.Key.Id, CancellationToken.None)).Kind);
        Assert.Equal(FailureKind.NotFound, World.Refused(await keys.RevokeAsync(world.Owner, theirs.Key.Id, CancellationToken.None)).Kind);
        Assert.Equal(
            FailureKind.NotFound,
            World.Refused(await keys.RotateAsync(world.Owner, theirs.Key.Id, TimeSpan.Zero, CancellationToken.None)).Kind);
        Assert.Equal(AccessReason.KeyUnknown, (await world.CheckAsync(new AccessSubject.OfKeyToken(theirs.Token!))).Reason);
        Assert.True((await neighbour.CheckAsync(new AccessSubject.OfKeyToken(theirs.Token!))).Allowed);
    }

    [Fact]
    public async Task RevokeForMember_EndsEveryKeyAndLeavesTheMember()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var first = await world.CreateKeyAsync(ann.Id);
        var second = await world.CreateKeyAsync(ann.Id);

        var revoked = World.Ok(await world.Get<ApiKeyAdministration>().RevokeForMemberAsync(
            world.Owner, ann.Id, CancellationToken.None)).Value;

        Assert.Equal([first.Key.Id, second.Key.Id], revoked.Keys);
        Assert.True((await world.CheckAsync(new AccessSubject.OfMember(ann.Id))).Allowed);
        Assert.Null(await world.AuthenticateAsync(first.Token!));
    }

    private static Task<Result<Committed<IssuedApiKey>>> CreateAsync(World world, NewApiKey wanted) =>
        world.Get<ApiKeyAdministration>().CreateAsync(world.Owner, wanted, CancellationToken.None);
}
