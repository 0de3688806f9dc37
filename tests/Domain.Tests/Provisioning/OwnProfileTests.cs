using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Tests.Provisioning;

/// <summary>The rules of one's own profile hold in the domain, whatever door asks.</summary>
public sealed class OwnProfileTests
{
    private const string Title = """[{"op":"add","path":"title","value":"Boss"}]""";

    [Fact]
    public async Task Profile_AskedByKeyConnectionOrOperator_IsRefused()
    {
        using var world = await World.StartAsync();
        var key = await world.CreateKeyAsync(world.OwnerId);
        var asKey = world.Owner with { Actor = (await world.AuthenticateAsync(key.Token!))! };

        foreach (var call in new[] { asKey, world.Scim, world.Owner with { Actor = new Actor.Operator() } })
        {
            var read = World.Refused(await world.Get<OwnProfile>().GetAsync(call, CancellationToken.None));
            var written = World.Refused(await PatchAsync(world, call));

            Assert.Equal((FailureKind.PermissionDenied, FailureKind.PermissionDenied), (read.Kind, written.Kind));
        }

        Assert.Null((await world.MemberAsync(world.OwnerId)).Attributes.ToObject()["title"]);
    }

    [Fact]
    public async Task Profile_MemberOffMeanwhile_IsUnauthenticatedAndUnchanged()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var (call, _) = await world.SignInAsync(ann.Id);
        World.Ok(await world.SetActiveAsync(ann.Id, false));

        Assert.Equal(
            FailureKind.Unauthenticated,
            World.Refused(await world.Get<OwnProfile>().GetAsync(call, CancellationToken.None)).Kind);
        Assert.Equal(FailureKind.Unauthenticated, World.Refused(await PatchAsync(world, call)).Kind);
    }

    [Fact]
    public async Task Patch_Owner_IsRecordedAsTheirsAndHoldsEveryInvariant()
    {
        using var world = await World.StartAsync();

        World.Ok(await PatchAsync(world, world.Owner));
        var again = World.Ok(await PatchAsync(world, world.Owner));

        Assert.Equal(0, again.AuditSequence);
        Assert.Equal("member.updated", (await world.EventsAsync(world.OwnerId))[^1].Action);
        await Invariants.HoldAsync(world);
    }

    private static Task<Result<Committed<UserView>>> PatchAsync(World world, Call call) =>
        world.Get<OwnProfile>().PatchAsync(
            call, World.Plan(Title, ResourceCatalog.BuiltIn.User), ifMatch: null, CancellationToken.None);
}
