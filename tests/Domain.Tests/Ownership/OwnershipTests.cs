using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Ownership;

/// <summary>Promise 2: exactly one owner, or a recorded vacancy.</summary>
public sealed class OwnershipTests
{
    [Fact]
    public async Task Transfer_ToActiveMember_RolesChangeTogether()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");

        World.Ok(await TransferAsync(world, ann.Id));

        Assert.Equal("Owner", (await world.MemberAsync(ann.Id)).Role.Value);
        Assert.Equal("Admin", (await world.MemberAsync(world.OwnerId)).Role.Value);
        Assert.Equal(ann.Id, (await world.WorkspaceAsync()).Owner);
        var recorded = (await world.EventsAsync(ann.Id)).Single(found => found.Action == AuditActions.OwnershipTransferred);
        Assert.Contains(world.OwnerId, recorded.Members);
    }

    [Fact]
    public async Task Transfer_ByKeyOfTheOwner_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(world.OwnerId);
        var call = world.Owner with { Actor = (await world.AuthenticateAsync(key.Token!))! };

        var refused = World.Refused(await world.Get<OwnershipAdministration>().TransferAsync(call, ann.Id, null, CancellationToken.None));

        Assert.Equal("NOT_THE_OWNER", refused.Reason);
    }

    [Fact]
    public async Task Transfer_ByTheFormerOwner_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await TransferAsync(world, ann.Id));

        Assert.Equal(FailureKind.PermissionDenied, World.Refused(await TransferAsync(world, world.OwnerId)).Kind);
    }

    [Fact]
    public async Task Transfer_ToDeactivatedUnknownOrForeignMember_IsRefused()
    {
        using var world = await World.StartAsync();
        var neighbour = await world.NeighbourAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.SetActiveAsync(ann.Id, active: false));

        Assert.Equal("MEMBER_NOT_ACTIVE", World.Refused(await TransferAsync(world, ann.Id)).Reason);
        Assert.Equal(FailureKind.NotFound, World.Refused(await TransferAsync(world, new MemberId(Guid.Empty))).Kind);
        Assert.Equal(FailureKind.NotFound, World.Refused(await TransferAsync(world, neighbour.OwnerId)).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OwnerLeaves_WithSuccessors_FirstActiveOneTakesOver(bool removed)
    {
        using var world = await World.StartAsync();
        var away = await world.CreateUserAsync("away");
        var next = await world.CreateUserAsync("next");
        var last = await world.CreateUserAsync("last");
        World.Ok(await world.Get<OwnershipAdministration>().SetSuccessorsAsync(
            world.Owner, [away.Id, next.Id, last.Id], null, CancellationToken.None));
        World.Ok(await world.SetActiveAsync(away.Id, active: false));

        await LeaveAsync(world, world.OwnerId, removed);

        var workspace = await world.WorkspaceAsync();
        Assert.Equal(next.Id, workspace.Owner);
        Assert.Null(workspace.VacantSince);
        Assert.Equal([away.Id, last.Id], workspace.Successors);
        Assert.Equal("Owner", (await world.MemberAsync(next.Id)).Role.Value);
        Assert.Contains(await world.EventsAsync(next.Id), found => found.Action == AuditActions.OwnershipSucceeded);
        Assert.Null(await world.AuthenticateAsync(world.OwnerToken));
    }

    [Fact]
    public async Task OwnerLeaves_WithoutSuccessor_VacancyIsRecordedAndAnOperatorAppoints()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        await LeaveAsync(world, world.OwnerId, removed: false);
        var vacant = await world.WorkspaceAsync();

        World.Ok(await world.Get<OwnershipAdministration>().AppointOwnerAsync(
            World.Operator("acme"), ann.Id, CancellationToken.None));

        Assert.Null(vacant.Owner);
        Assert.Equal(world.Clock.GetUtcNow(), vacant.VacantSince);
        Assert.Equal(ann.Id, (await world.WorkspaceAsync()).Owner);
        Assert.Null((await world.WorkspaceAsync()).VacantSince);
    }

    [Fact]
    public async Task AppointOwner_WorkspaceHasOne_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");

        var refused = World.Refused(await world.Get<OwnershipAdministration>().AppointOwnerAsync(
            World.Operator("acme"), ann.Id, CancellationToken.None));

        Assert.Equal("OWNERSHIP_NOT_VACANT", refused.Reason);
    }

    [Fact]
    public async Task FormerOwner_Returns_IsNotOwnerAgain()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.Get<OwnershipAdministration>().SetSuccessorsAsync(world.Owner, [ann.Id], null, CancellationToken.None));
        await LeaveAsync(world, world.OwnerId, removed: false);

        World.Ok(await world.SetActiveAsync(world.OwnerId, active: true));

        Assert.NotEqual("Owner", (await world.MemberAsync(world.OwnerId)).Role.Value);
        Assert.Equal(ann.Id, (await world.WorkspaceAsync()).Owner);
    }

    [Fact]
    public async Task Owner_DirectoryGivesAnotherRole_StaysOwnerAndItIsRemembered()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await TransferAsync(world, ann.Id));

        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"replace","path":"roles","value":[{"value":"Operator"}]}]"""));
        var asOwner = await world.MemberAsync(ann.Id);
        var (annCall, _) = await world.SignInAsync(ann.Id);
        World.Ok(await world.Get<OwnershipAdministration>().TransferAsync(annCall, world.OwnerId, null, CancellationToken.None));

        Assert.Equal("Owner", asOwner.Role.Value);
        Assert.Equal("Operator", asOwner.DirectoryRole?.Value);
        Assert.Equal("Operator", (await world.MemberAsync(ann.Id)).Role.Value);
    }

    [Fact]
    public async Task ScimNamesOwner_AnySpelling_NeverMakesOne()
    {
        using var world = await World.StartAsync();

        var ann = await world.CreateUserAsync("ann", """ "roles":[{"value":"owner","primary":true}] """);

        Assert.Equal("Admin", ann.Role.Value);
        Assert.Equal(world.OwnerId, (await world.WorkspaceAsync()).Owner);
    }

    [Fact]
    public async Task Transfer_TwentyAtOnce_ExactlyOneOwner()
    {
        using var world = await World.StartAsync();
        var members = new List<Member>();
        for (var i = 0; i < 20; i++)
        {
            members.Add(await world.CreateUserAsync($"user{i}"));
        }

        var results = await Task.WhenAll(members.Select(member => TransferAsync(world, member.Id)));

        Assert.Single(results, result => result.TryGet(out _, out _));
        await Invariants.HoldAsync(world);
    }

    private static Task<Result<Committed<Administration.Ownership>>> TransferAsync(World world, MemberId to) =>
        world.Get<OwnershipAdministration>().TransferAsync(world.Owner, to, null, CancellationToken.None);

    private static async Task LeaveAsync(World world, MemberId id, bool removed)
    {
        if (removed)
        {
            World.Ok(await world.Get<UserProvisioning>().DeleteAsync(world.Scim, id.ToString(), null, CancellationToken.None));
        }
        else
        {
            World.Ok(await world.SetActiveAsync(id, active: false));
        }
    }
}
