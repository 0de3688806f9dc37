using TeamAccess.Domain.Access;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Offboarding;

/// <summary>Promise 1: once access has ended through any door, no credential works any more.</summary>
public sealed class OffboardingTests
{
    public static TheoryData<string> Doors => ["scim patch", "scim put", "scim delete", "grpc deactivate", "grpc remove"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task AccessEnded_ThroughAnyDoor_NoCredentialWorks(string door)
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann@acme.test", """ "roles":["Admin"] """);
        var key = await world.CreateKeyAsync(member.Id);
        var (call, session) = await world.SignInAsync(member.Id);
        Assert.NotNull(await world.AuthenticateAsync(session));
        Assert.NotNull(await world.AuthenticateAsync(key.Token!));

        await EndAsync(world, door, member.Id);

        Assert.Null(await world.AuthenticateAsync(session));
        Assert.Null(await world.AuthenticateAsync(key.Token!));
        Assert.False((await world.CheckAsync(new AccessSubject.OfMember(member.Id))).Allowed);
        Assert.False((await world.CheckAsync(new AccessSubject.OfKey(key.Key.Id))).Allowed);
        Assert.Equal(
            AccessReason.KeyRevoked, (await world.CheckAsync(new AccessSubject.OfKeyToken(key.Token!))).Reason);
        var late = await world.Get<MemberAdministration>().ListAsync(
            call, new MemberFilter(null, null, null), null, 10, CancellationToken.None);
        Assert.Equal(FailureKind.Unauthenticated, World.Refused(late).Kind);
        var lateWrite = await world.Get<ApiKeyAdministration>().CreateAsync(
            call, new NewApiKey(null, "late", [], null, null), CancellationToken.None);
        Assert.Equal(FailureKind.Unauthenticated, World.Refused(lateWrite).Kind);
    }

    [Fact]
    public async Task Deactivate_MemberWithKey_KeyShowsCauseAndActor()
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(member.Id);

        World.Ok(await world.SetActiveAsync(member.Id, active: false));

        var ended = World.Ok(await world.Get<ApiKeyAdministration>().GetAsync(world.Owner, key.Key.Id, CancellationToken.None));
        Assert.Equal(ApiKeyState.Revoked, ended.State);
        Assert.Equal("member_deactivated", ended.Ending!.Cause);
        Assert.Equal($"connection:{world.Connection}", ended.Ending.By);
        Assert.Equal((await world.MemberAsync(member.Id)).Departure!.Id, ended.Ending.Departure);
    }

    [Fact]
    public async Task Deactivate_Member_LogTellsItInOrder()
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann");
        await world.CreateKeyAsync(member.Id);

        World.Ok(await world.SetActiveAsync(member.Id, active: false));

        var actions = (await world.EventsAsync(member.Id)).Select(found => found.Action);
        Assert.Equal(
            [AuditActions.MemberCreated, AuditActions.ApiKeyCreated, AuditActions.MemberDeactivated, AuditActions.ApiKeyRevoked],
            actions);
    }

    [Fact]
    public async Task Deactivate_Twice_SecondChangesNothing()
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann");
        World.Ok(await world.SetActiveAsync(member.Id, active: false));
        var before = await world.HeadAsync();

        var second = World.Ok(await world.SetActiveAsync(member.Id, active: false));

        Assert.Equal(0, second.AuditSequence);
        Assert.Equal(before, await world.HeadAsync());
    }

    [Fact]
    public async Task Deactivate_MemberOfGroups_MembershipsAndRoleSurvive()
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann", """ "roles":["Manager"] """);
        var group = await world.CreateGroupAsync("Team", member.Id);

        World.Ok(await world.SetActiveAsync(member.Id, active: false));
        var off = World.Ok(await world.Get<UserProvisioning>().GetAsync(world.Scim, member.Id.ToString(), CancellationToken.None));
        World.Ok(await world.SetActiveAsync(member.Id, active: true));

        Assert.Equal(group.Group.Id, Assert.Single(off.Groups).Id);
        Assert.Equal("Manager", (await world.MemberAsync(member.Id)).Role.Value);
    }

    [Fact]
    public async Task Reactivate_SuspendPolicy_RestoresExactlyWhatWasTaken()
    {
        using var world = await World.StartAsync();
        await SetPolicyAsync(world, DepartedKeyPolicy.Suspend, graceDays: 5);
        var member = await world.CreateUserAsync("ann");
        var taken = await world.CreateKeyAsync(member.Id);
        var revokedBefore = await world.CreateKeyAsync(member.Id);
        World.Ok(await world.Get<ApiKeyAdministration>().RevokeAsync(world.Owner, revokedBefore.Key.Id, CancellationToken.None));

        World.Ok(await world.SetActiveAsync(member.Id, active: false));
        var whileAway = await world.CheckAsync(new AccessSubject.OfKey(taken.Key.Id));
        World.Ok(await world.SetActiveAsync(member.Id, active: true));

        Assert.Equal(AccessReason.KeySuspended, whileAway.Reason);
        Assert.True((await world.CheckAsync(new AccessSubject.OfKeyToken(taken.Token!))).Allowed);
        Assert.Equal(AccessReason.KeyRevoked, (await world.CheckAsync(new AccessSubject.OfKey(revokedBefore.Key.Id))).Reason);
    }

    [Fact]
    public async Task Reactivate_AfterTheGraceTime_KeyStaysSuspended()
    {
        using var world = await World.StartAsync();
        await SetPolicyAsync(world, DepartedKeyPolicy.Suspend, graceDays: 5);
        var member = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(member.Id);
        World.Ok(await world.SetActiveAsync(member.Id, active: false));

        world.Clock.Advance(TimeSpan.FromDays(5));
        World.Ok(await world.SetActiveAsync(member.Id, active: true));

        Assert.Equal(AccessReason.KeySuspended, (await world.CheckAsync(new AccessSubject.OfKey(key.Key.Id))).Reason);
    }

    [Fact]
    public async Task Deactivate_KeepPolicy_KeyIsRefusedWhileItsMemberIsAway()
    {
        using var world = await World.StartAsync();
        await SetPolicyAsync(world, DepartedKeyPolicy.Keep, graceDays: 5);
        var member = await world.CreateUserAsync("ann");
        var key = await world.CreateKeyAsync(member.Id);

        World.Ok(await world.SetActiveAsync(member.Id, active: false));

        Assert.Equal(AccessReason.CreatorDeactivated, (await world.CheckAsync(new AccessSubject.OfKey(key.Key.Id))).Reason);
        Assert.Null(await world.AuthenticateAsync(key.Token!));
    }

    [Fact]
    public async Task PatchRemovesActive_DeactivatedMember_StaysDeactivated()
    {
        using var world = await World.StartAsync();
        var member = await world.CreateUserAsync("ann");
        World.Ok(await world.SetActiveAsync(member.Id, active: false));

        await world.PatchUserAsync(member.Id, """[{"op":"remove","path":"active"}]""");
        World.Ok(await world.PutUserAsync(member.Id, """{"userName":"ann","displayName":"Ann"}"""));

        Assert.False((await world.MemberAsync(member.Id)).IsActive);
    }

    [Fact]
    public async Task Remove_Member_NameIsFreeUnderANewId()
    {
        using var world = await World.StartAsync();
        var first = await world.CreateUserAsync("ann");
        World.Ok(await world.Get<UserProvisioning>().DeleteAsync(world.Scim, first.Id.ToString(), null, CancellationToken.None));

        var second = await world.CreateUserAsync("ANN");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(AccessReason.MemberRemoved, (await world.CheckAsync(new AccessSubject.OfMember(first.Id))).Reason);
        Assert.True((await world.CheckAsync(new AccessSubject.OfMember(second.Id))).Allowed);
    }

    private static async Task EndAsync(World world, string door, MemberId id)
    {
        switch (door)
        {
            case "scim patch":
                World.Ok(await world.SetActiveAsync(id, active: false));
                break;
            case "scim put":
                World.Ok(await world.PutUserAsync(id, """{"userName":"ann@acme.test","active":"False"}"""));
                break;
            case "scim delete":
                World.Ok(await world.Get<UserProvisioning>().DeleteAsync(world.Scim, id.ToString(), null, CancellationToken.None));
                break;
            case "grpc deactivate":
                World.Ok(await world.Get<MemberAdministration>().DeactivateAsync(world.Owner, id, null, CancellationToken.None));
                break;
            case "grpc remove":
                World.Ok(await world.Get<MemberAdministration>().RemoveAsync(world.Owner, id, null, CancellationToken.None));
                break;
        }
    }

    private static async Task SetPolicyAsync(World world, DepartedKeyPolicy policy, int graceDays) =>
        World.Ok(await world.Get<WorkspaceAdministration>().UpdateAsync(
            world.Owner, new WorkspaceChanges(null, policy, graceDays, null), etag: null, CancellationToken.None));
}
