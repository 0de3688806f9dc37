using System.Text.Json.Nodes;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Tests;

/// <summary>Short ways to nest groups, as any of the workspace's connections.</summary>
internal static class Nesting
{
    public static async Task<Call> ConnectAsync(this World world, string? ceiling = null)
    {
        var connection = World.Ok(await world.Get<DirectoryAdministration>().CreateConnectionAsync(
            world.Owner, new NewConnection("other", Dialect.Compatible, null, ceiling), CancellationToken.None)).Value;
        var token = World.Ok(await world.Get<DirectoryAdministration>().CreateTokenAsync(
            world.Owner, connection.Id, expires: null, CancellationToken.None)).Value;
        return world.Scim with { Actor = (await world.AuthenticateAsync(token.Secret!))! };
    }

    public static ConnectionId ConnectionOf(Call call) => ((Actor.Connection)call.Actor).Id;

    /// <summary>A group with Users and Groups in it.</summary>
    public static async Task<GroupId> GroupAsync(this World world, string displayName, params GroupMemberKey[] members)
    {
        var created = await world.TryCreateGroupAsync(world.Scim, displayName, members);
        return World.Ok(created).Value.Group.Id;
    }

    public static Task<Result<Committed<GroupView>>> TryCreateGroupAsync(
        this World world, Call call, string displayName, params GroupMemberKey[] members)
    {
        var body = new JsonObject { ["displayName"] = displayName, ["members"] = ValuesOf(members) };
        var attributes = World.Ok(ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Compatible));
        return world.Get<GroupProvisioning>().CreateAsync(call, attributes, CancellationToken.None);
    }

    public static GroupMemberKey Key(this Member member) => GroupMemberKey.Of(member.Id);

    public static GroupMemberKey Key(this GroupId group) => GroupMemberKey.Of(group);

    public static Task<Result<Committed<GroupView>>> TryAddAsync(
        this World world, Call call, GroupId group, params GroupMemberKey[] members) => world.TryPatchGroupAsync(
            call, group, $$"""[{"op":"add","path":"members","value":{{ValuesOf(members).ToJsonString()}}}]""");

    public static Task<Result<Committed<GroupView>>> TryRemoveAsync(
        this World world, Call call, GroupId group, params GroupMemberKey[] members) => world.TryPatchGroupAsync(
            call, group, $$"""[{"op":"remove","path":"members","value":{{ValuesOf(members).ToJsonString()}}}]""");

    public static async Task AddAsync(this World world, GroupId group, params GroupMemberKey[] members) =>
        World.Ok(await world.TryAddAsync(world.Scim, group, members));

    public static async Task RemoveAsync(this World world, GroupId group, params GroupMemberKey[] members) =>
        World.Ok(await world.TryRemoveAsync(world.Scim, group, members));

    public static Task<Result<Committed<GroupView>>> TryPatchGroupAsync(
        this World world, Call call, GroupId group, string operations) => world.Get<GroupProvisioning>().PatchAsync(
            call,
            group.ToString(),
            World.Ok(GroupPatch.Split(World.Plan(operations, ResourceCatalog.BuiltIn.Group))),
            ifMatch: null,
            CancellationToken.None);

    public static async Task DeleteGroupAsync(this World world, GroupId group) => World.Ok(
        await world.Get<GroupProvisioning>().DeleteAsync(world.Scim, group.ToString(), null, CancellationToken.None));

    public static async Task<RoleMapping> MapAsync(
        this World world, GroupId group, string role, ConnectionId? connection = null) => World.Ok(
            await world.Get<RoleMappingAdministration>().CreateAsync(
                world.Owner,
                new NewRoleMapping(connection ?? world.Connection, group, null, role),
                CancellationToken.None)).Value;

    public static async Task<RoleMapping> MapByNameAsync(
        this World world, string group, string role, ConnectionId? connection = null) => World.Ok(
            await world.Get<RoleMappingAdministration>().CreateAsync(
                world.Owner,
                new NewRoleMapping(connection ?? world.Connection, null, group, role),
                CancellationToken.None)).Value;

    public static async Task<string> RoleAsync(this World world, Member member) =>
        (await world.MemberAsync(member.Id)).Role.Value;

    public static async Task<GroupView> GroupViewAsync(this World world, GroupId group) => World.Ok(
        await world.Get<GroupProvisioning>().GetAsync(
            world.Scim, group.ToString(), withMembers: true, CancellationToken.None));

    public static async Task<IReadOnlyList<GroupReference>> GroupsOfAsync(this World world, MemberId member) => World.Ok(
        await world.Get<UserProvisioning>().GetAsync(world.Scim, member.ToString(), CancellationToken.None)).Groups;

    private static JsonArray ValuesOf(GroupMemberKey[] members) => new(
        [.. members.Select(member => new JsonObject { ["value"] = member.Id.ToString(), ["type"] = member.Type.ToString() })]);
}
