using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Roles;

public sealed class HierarchyTests
{
    private static readonly string[] Names = ["Owner", "Admin", "Manager", "Operator", "Reviewer", "Member", "Viewer"];

    [Fact]
    public async Task UpdateRole_EveryActorTargetAndGrant_FollowsTheTable()
    {
        foreach (var actor in Names)
        {
            using var world = await World.StartAsync();
            var (call, _) = await world.SignInAsync(await LocalAsync(world, "actor", actor));
            foreach (var target in Names[1..])
            {
                foreach (var granted in Names)
                {
                    var id = await LocalAsync(world, $"t-{target}-{granted}", target);

                    var result = await world.Get<MemberAdministration>().UpdateRoleAsync(
                        call, id, granted, etag: null, CancellationToken.None);

                    var expected = IsAllowed(actor, target, granted);
                    Assert.True(expected == result.TryGet(out _, out _), $"{actor} makes a {target} a {granted}: expected {expected}.");
                    Assert.Equal(expected ? granted : target, (await world.MemberAsync(id)).Role.Value);
                }
            }

            await Invariants.HoldAsync(world);
        }
    }

    [Fact]
    public async Task UpdateRole_OfOneself_IsRefused()
    {
        using var world = await World.StartAsync();
        var admin = await LocalAsync(world, "admin", "Admin");
        var (call, _) = await world.SignInAsync(admin);

        var refused = World.Refused(await world.Get<MemberAdministration>().UpdateRoleAsync(
            call, admin, "Manager", null, CancellationToken.None));

        Assert.Equal("ROLE_NOT_BELOW_CALLER", refused.Reason);
    }

    [Fact]
    public async Task UpdateRole_MemberOfADirectory_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");

        var refused = World.Refused(await world.Get<MemberAdministration>().UpdateRoleAsync(
            world.Owner, ann.Id, "Viewer", null, CancellationToken.None));

        Assert.Equal("MANAGED_BY_DIRECTORY", refused.Reason);
    }

    [Fact]
    public async Task UpdateRole_StaleEtag_IsRefusedAndNothingChanges()
    {
        using var world = await World.StartAsync();
        var id = await LocalAsync(world, "ann", "Member");
        var version = (await world.MemberAsync(id)).Version;

        var refused = World.Refused(await world.Get<MemberAdministration>().UpdateRoleAsync(
            world.Owner, id, "Viewer", version + 1, CancellationToken.None));

        Assert.Equal(FailureKind.VersionMismatch, refused.Kind);
        Assert.Equal("Member", (await world.MemberAsync(id)).Role.Value);
    }

    [Fact]
    public async Task Scope_OnlyOnRolesThatCarryOne_GoesWithTheRole()
    {
        using var world = await World.StartAsync();
        var viewer = await LocalAsync(world, "viewer", "Viewer");
        var member = await LocalAsync(world, "member", "Member");
        var members = world.Get<MemberAdministration>();

        World.Ok(await members.UpdateScopeAsync(world.Owner, viewer, ["numbers/1"], null, CancellationToken.None));
        var inside = await world.CheckAsync(new Access.AccessSubject.OfMember(viewer), resource: "numbers/1");
        var outside = await world.CheckAsync(new Access.AccessSubject.OfMember(viewer), resource: "numbers/12");
        var refused = World.Refused(await members.UpdateScopeAsync(world.Owner, member, ["numbers/1"], null, CancellationToken.None));
        World.Ok(await members.UpdateRoleAsync(world.Owner, viewer, "Member", null, CancellationToken.None));

        Assert.True(inside.Allowed);
        Assert.Equal(Access.AccessReason.OutOfScope, outside.Reason);
        Assert.Equal("SCOPE_REQUIRES_VIEWER", refused.Reason);
        Assert.Null((await world.MemberAsync(viewer)).Scope);
    }

    // The rule of the design, spelled out apart from the code that keeps it.
    private static bool IsAllowed(string actor, string target, string granted)
    {
        var (own, current, wanted) = (Array.IndexOf(Names, actor), Array.IndexOf(Names, target), Array.IndexOf(Names, granted));
        var mayGrant = actor switch
        {
            "Owner" => wanted > 0,
            "Admin" => wanted >= 1,
            "Manager" => wanted > 2,
            _ => false,
        };
        return current > own && mayGrant;
    }

    /// <summary>A member whom the workspace itself gave a role: made by the directory, then let go by it.</summary>
    private static async Task<MemberId> LocalAsync(World world, string name, string role)
    {
        if (role == "Owner")
        {
            return world.OwnerId;
        }

        var member = await world.CreateUserAsync(name);
        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Members.UpdateAsync(
                    member with { ManagedBy = null, DirectoryRole = null, LocalRole = new RoleName(role), Role = new RoleName(role) },
                    CancellationToken.None);
                return Storage.Outcome.Keep(true);
            },
            CancellationToken.None);
        return member.Id;
    }
}
