using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Tests.Provisioning;

/// <summary>Two directories in one workspace, one of them with a low ceiling.</summary>
public sealed class ConnectionReachTests
{
    [Fact]
    public async Task AnotherDirectory_ChangesDeactivatesOrDeletesAMember_IsRefused()
    {
        using var world = await World.StartAsync();
        var low = await ConnectAsync(world, "Viewer");
        var ann = await world.CreateUserAsync("ann", """ "roles":["Admin"] """);
        var users = world.Get<UserProvisioning>();

        var title = await users.PatchAsync(low, ann.Id.ToString(), UserPlan("""[{"op":"add","path":"title","value":"T"}]"""), null, CancellationToken.None);
        var off = await users.PatchAsync(low, ann.Id.ToString(), UserPlan("""[{"op":"replace","path":"active","value":false}]"""), null, CancellationToken.None);
        var gone = await users.DeleteAsync(low, ann.Id.ToString(), null, CancellationToken.None);

        Assert.All(
            (Failure[])[World.Refused(title), World.Refused(off), World.Refused(gone)],
            refused => Assert.Equal("MANAGED_BY_OTHER_DIRECTORY", refused.Reason));
        Assert.Equal(ann, await world.MemberAsync(ann.Id));
    }

    [Fact]
    public async Task AnotherDirectory_PutsAMemberIntoAMappedGroup_IsRefused()
    {
        using var world = await World.StartAsync();
        var low = await ConnectAsync(world, "Viewer");
        var ann = await world.CreateUserAsync("ann");
        var group = await world.CreateGroupAsync("Leads");
        World.Ok(await world.Get<RoleMappingAdministration>().CreateAsync(
            world.Owner, new NewRoleMapping(world.Connection, null, "Leads", "Admin"), CancellationToken.None));
        var groups = world.Get<GroupProvisioning>();
        var plan = World.Plan($$$"""[{"op":"add","path":"members","value":[{"value":"{{{ann.Id}}}"}]}]""", ResourceCatalog.BuiltIn.Group);

        var intoTheirs = await groups.PatchAsync(
            low, group.Group.Id.ToString(), World.Ok(GroupPatch.Split(plan)), null, CancellationToken.None);
        var own = World.Ok(await groups.CreateAsync(
            low, World.Parse("""{"displayName":"Own"}"""), CancellationToken.None)).Value.Group.Id;
        var intoOwn = await groups.PatchAsync(low, own.ToString(), World.Ok(GroupPatch.Split(plan)), null, CancellationToken.None);

        Assert.Equal("MANAGED_BY_OTHER_DIRECTORY", World.Refused(intoTheirs).Reason);
        Assert.Equal("MANAGED_BY_OTHER_DIRECTORY", World.Refused(intoOwn).Reason);
        Assert.Equal("Member", (await world.MemberAsync(ann.Id)).Role.Value);
    }

    [Fact]
    public async Task LowDirectory_TheOwner_MayBeSwitchedOffButNotRewritten()
    {
        using var world = await World.StartAsync();
        var low = await ConnectAsync(world, "Viewer");
        var users = world.Get<UserProvisioning>();
        var id = world.OwnerId.ToString();

        var renamed = await users.PatchAsync(
            low, id, UserPlan("""[{"op":"replace","value":{"userName":"evil@x"}}]"""), null, CancellationToken.None);
        var off = await users.PatchAsync(low, id, UserPlan("""[{"op":"replace","path":"active","value":false}]"""), null, CancellationToken.None);

        Assert.Equal("ROLE_ABOVE_CEILING", World.Refused(renamed).Reason);
        World.Ok(off);
        Assert.Null((await world.WorkspaceAsync()).Owner);
    }

    [Fact]
    public async Task LowDirectory_RewritesAndSwitchesOffTheOwnerAtOnce_OnlySwitchesOff()
    {
        using var world = await World.StartAsync();
        var low = await ConnectAsync(world, "Viewer");
        var users = world.Get<UserProvisioning>();
        var id = world.OwnerId.ToString();
        var before = await world.MemberAsync(world.OwnerId);

        World.Ok(await users.PatchAsync(
            low, id, UserPlan("""[{"op":"replace","value":{"userName":"evil@x","active":false}}]"""), null, CancellationToken.None));
        var after = await world.MemberAsync(world.OwnerId);
        var again = await users.PatchAsync(low, id, UserPlan("""[{"op":"replace","path":"active","value":true}]"""), null, CancellationToken.None);

        Assert.False(after.IsActive);
        Assert.Equal((before.UserName, before.ManagedBy), (after.UserName, after.ManagedBy));
        Assert.Equal("ROLE_ABOVE_CEILING", World.Refused(again).Reason);
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Directory_SendsItsGroupAgain_AMemberTakenOverMeanwhileMayStay()
    {
        using var world = await World.StartAsync();
        var other = await ConnectAsync(world, "Admin");
        var group = await world.CreateGroupAsync("Team", world.OwnerId);
        World.Ok(await world.Get<UserProvisioning>().PatchAsync(
            other, world.OwnerId.ToString(), UserPlan("""[{"op":"add","path":"title","value":"T"}]"""), null, CancellationToken.None));

        World.Ok(await world.PatchGroupAsync(
            group.Group.Id, $$$"""[{"op":"replace","path":"members","value":[{"value":"{{{world.OwnerId}}}"}]}]"""));
        World.Ok(await world.PatchGroupAsync(group.Group.Id, """[{"op":"replace","path":"members","value":[]}]"""));

        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task ExternalId_OfAnotherDirectory_IsNeitherShownNorFound()
    {
        using var world = await World.StartAsync();
        var other = await ConnectAsync(world, "Admin");
        var ann = await world.CreateUserAsync("ann", """ "externalId":"e1" """);
        var filter = World.Ok(Protocol.Filter.FilterParser.Parse("externalId eq \"e1\""));
        var matches = World.Ok(Protocol.Filter.FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Compatible));
        var query = new ResourceQuery(
            [new TypeQuery(ResourceCatalog.BuiltIn.User, new ResourceFilter(filter, matches), SortBy: null, WithRelations: false)],
            new ListWindow.ByIndex(StartIndex: 1, Count: 10));
        var users = world.Get<UserProvisioning>();
        var listing = world.Get<ResourceListing>();

        var own = World.Ok(await listing.ListAsync(world.Scim, query, CancellationToken.None));
        var foreign = World.Ok(await listing.ListAsync(other, query, CancellationToken.None));
        var shown = World.Ok(await users.GetAsync(other, ann.Id.ToString(), CancellationToken.None));

        Assert.Equal((1, 0), (own.TotalResults, foreign.TotalResults));
        Assert.False(ScimRepresentation.Of(shown, ResourceCatalog.BuiltIn.User).ContainsKey("externalId"));
    }

    [Fact]
    public async Task Directory_TakesOverALocalAdmin_ProfileUpdateDoesNotDemote()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Members.UpdateAsync(
                    ann with { ManagedBy = null, DirectoryRole = null, LocalRole = new RoleName("Admin"), Role = new RoleName("Admin") },
                    CancellationToken.None);
                return Storage.Outcome.Keep(true);
            },
            CancellationToken.None);

        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"add","path":"title","value":"T"}]"""));
        var silent = await world.MemberAsync(ann.Id);
        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"replace","path":"roles","value":[{"value":"Operator"}]}]"""));

        Assert.Equal("Admin", silent.Role.Value);
        Assert.Equal(world.Connection, silent.ManagedBy);
        Assert.Equal("Operator", (await world.MemberAsync(ann.Id)).Role.Value);
    }

    [Fact]
    public async Task Owner_DeactivatesADirectorysMember_ProfileUpdateDoesNotLetThemInAgain()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var members = world.Get<MemberAdministration>();
        World.Ok(await members.DeactivateAsync(world.Owner, ann.Id, null, CancellationToken.None));

        World.Ok(await world.PutUserAsync(ann.Id, """{"userName":"ann","title":"T","active":true}"""));
        var held = await world.MemberAsync(ann.Id);
        World.Ok(await members.ReactivateAsync(world.Owner, ann.Id, null, CancellationToken.None));

        Assert.False(held.IsActive);
        Assert.True((await world.MemberAsync(ann.Id)).IsActive);
    }

    [Fact]
    public async Task BothSayOff_NeitherLiftsTheOthersWord()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var members = world.Get<MemberAdministration>();
        World.Ok(await members.DeactivateAsync(world.Owner, ann.Id, null, CancellationToken.None));

        World.Ok(await world.SetActiveAsync(ann.Id, active: false));
        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"remove","path":"active"}]"""));
        var refused = await members.ReactivateAsync(world.Owner, ann.Id, null, CancellationToken.None);
        World.Ok(await world.SetActiveAsync(ann.Id, active: true));
        var stillHeld = await world.MemberAsync(ann.Id);
        World.Ok(await members.ReactivateAsync(world.Owner, ann.Id, null, CancellationToken.None));

        Assert.Equal("MANAGED_BY_DIRECTORY", World.Refused(refused).Reason);
        Assert.False(stillHeld.IsActive);
        Assert.True((await world.MemberAsync(ann.Id)).IsActive);
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Directory_DeactivatedMember_OnlyTheDirectoryReactivates()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.SetActiveAsync(ann.Id, active: false));

        var refused = World.Refused(await world.Get<MemberAdministration>().ReactivateAsync(
            world.Owner, ann.Id, null, CancellationToken.None));

        Assert.Equal("MANAGED_BY_DIRECTORY", refused.Reason);
    }

    [Fact]
    public async Task Connection_Removed_ItsMembersAndGroupsAreAnothersToTakeOver()
    {
        using var world = await World.StartAsync();
        var next = await ConnectAsync(world, "Admin");
        var ann = await world.CreateUserAsync("ann");
        var group = await world.CreateGroupAsync("Leads", ann.Id);
        World.Ok(await world.Get<DirectoryAdministration>().RemoveConnectionAsync(world.Owner, world.Connection, null, CancellationToken.None));

        World.Ok(await world.Get<UserProvisioning>().PatchAsync(
            next, ann.Id.ToString(), UserPlan("""[{"op":"add","path":"title","value":"T"}]"""), null, CancellationToken.None));
        World.Ok(await world.Get<GroupProvisioning>().DeleteAsync(next, group.Group.Id.ToString(), null, CancellationToken.None));

        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task StrictDirectory_UnknownRole_IsRefused()
    {
        using var world = await World.StartAsync();
        World.Ok(await world.Get<DirectoryAdministration>().UpdateConnectionAsync(
            world.Owner, world.Connection, new ConnectionChanges(null, Dialect.Strict, null, null, null), null, CancellationToken.None));

        var refused = World.Refused(await world.Get<UserProvisioning>().CreateAsync(
            world.Scim, World.User("""{"userName":"ann","roles":[{"value":"Nope"}]}"""), CancellationToken.None));

        Assert.Equal((FailureKind.InvalidValue, "roles.value"), (refused.Kind, refused.Attribute));
    }

    [Fact]
    public async Task Attributes_BeyondTheBound_AreRefused()
    {
        using var world = await World.StartAsync();

        var refused = World.Refused(await world.Get<UserProvisioning>().CreateAsync(
            world.Scim, World.User($$"""{"userName":"ann","title":"{{new string('x', 70_000)}}"}"""), CancellationToken.None));

        Assert.Equal(FailureKind.InvalidValue, refused.Kind);
    }

    private static PatchPlan UserPlan(string operations) => World.Plan(operations, ResourceCatalog.BuiltIn.User);

    private static async Task<Call> ConnectAsync(World world, string ceiling)
    {
        var connection = World.Ok(await world.Get<DirectoryAdministration>().CreateConnectionAsync(
            world.Owner, new NewConnection("other", Dialect.Compatible, "Viewer", ceiling), CancellationToken.None)).Value;
        var token = World.Ok(await world.Get<DirectoryAdministration>().CreateTokenAsync(
            world.Owner, connection.Id, expires: null, CancellationToken.None)).Value;
        return world.Scim with { Actor = (await world.AuthenticateAsync(token.Secret!))! };
    }
}
