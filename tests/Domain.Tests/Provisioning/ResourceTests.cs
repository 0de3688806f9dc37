using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;

namespace TeamAccess.Domain.Tests.Provisioning;

/// <summary>Resources of a deployment's own types: whose they are, what the log tells, what they hold alone.</summary>
public sealed class ResourceTests
{
    private static readonly ResourceCatalog Catalog = CatalogReader.Read([new SchemaFile("own.json", Encoding.UTF8.GetBytes("""
        [{"id":"urn:example:Own","attributes":[{"name":"code","uniqueness":"server"},{"name":"label"}]},
         {"id":"urn:example:Ext","attributes":[{"name":"badge","uniqueness":"global"},{"name":"must","required":true}]},
         {"name":"Own","endpoint":"/Owns","schema":"urn:example:Own"},
         {"name":"Other","endpoint":"/Others","schema":"urn:example:Own"},
         {"name":"User","schemaExtensions":[{"schema":"urn:example:Ext","required":false}]},
         {"name":"Group","schemaExtensions":[{"schema":"urn:example:Ext","required":false}]}]
        """))]);

    private static readonly ResourceTypeDefinition Own = Catalog.FindType("Own")!;

    [Fact]
    public async Task Resource_OfAnotherDirectory_IsItsOwnUntilThatGoes()
    {
        using var world = await StartAsync();
        var other = await ConnectAsync(world);
        var resource = await CreateAsync(world, """{"code":"1","externalId":"e"}""");

        var replaced = await PatchAsync(world, other, resource, "x");
        var removed = await Resources(world).DeleteAsync(other, Own, resource.Id.ToString(), null, CancellationToken.None);
        var shown = World.Ok(await Resources(world).GetAsync(other, Own, resource.Id.ToString(), CancellationToken.None));

        Assert.Equal("MANAGED_BY_OTHER_DIRECTORY", World.Refused(replaced).Reason);
        Assert.Equal("MANAGED_BY_OTHER_DIRECTORY", World.Refused(removed).Reason);
        Assert.Null(shown.ExternalId);
        World.Ok(await world.Get<DirectoryAdministration>().RemoveConnectionAsync(
            world.Owner, world.Connection, null, CancellationToken.None));
        Assert.Equal("x", AttributeBag.StringOf(World.Ok(await PatchAsync(world, other, resource, "x")).Value.Attributes.ToObject(), "label"));
    }

    [Fact]
    public async Task Resource_EachChange_IsInTheLogWithoutItsValues()
    {
        using var world = await StartAsync();
        var resource = await CreateAsync(world, """{"code":"s3cret"}""");
        World.Ok(await PatchAsync(world, world.Scim, resource, "s3cret too"));
        World.Ok(await PatchAsync(world, world.Scim, resource, "s3cret too"));
        World.Ok(await Resources(world).DeleteAsync(world.Scim, Own, resource.Id.ToString(), null, CancellationToken.None));

        var events = (await world.EventsAsync()).Where(found => found.Target == $"resource:Own/{resource.Id}").ToList();

        Assert.Equal(
            [AuditActions.ResourceCreated, AuditActions.ResourceUpdated, AuditActions.ResourceRemoved],
            events.Select(found => found.Action));
        Assert.Equal(["label"], events[1].Changes.Select(change => change.Attribute));
        Assert.DoesNotContain(
            events.SelectMany(found => found.Changes), change => $"{change.Before}{change.After}".Contains("s3cret", StringComparison.Ordinal));
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task UniqueValue_InItsTypeAndWorkspace_IsOnesAlone()
    {
        using var world = await StartAsync();
        using var neighbour = await world.NeighbourAsync();
        await CreateAsync(world, """{"code":"A"}""");

        var taken = await Resources(world).CreateAsync(world.Scim, Own, World.Parse("""{"code":"a"}"""), CancellationToken.None);

        Assert.Equal((FailureKind.Uniqueness, "code"), (World.Refused(taken).Kind, World.Refused(taken).Attribute));
        await CreateAsync(neighbour, """{"code":"a"}""");
        World.Ok(await Resources(world).CreateAsync(
            world.Scim, Catalog.FindType("Other")!, World.Parse("""{"code":"a"}"""), CancellationToken.None));
    }

    [Fact]
    public async Task UniqueValue_OfADraft_HoldsNothing()
    {
        using var world = await StartAsync();
        var draft = world.Scim with { ValidateOnly = true };

        World.Ok(await Resources(world).CreateAsync(draft, Own, World.Parse("""{"code":"A"}"""), CancellationToken.None));

        await CreateAsync(world, """{"code":"A"}""");
    }

    [Fact]
    public async Task UniqueValue_OfAGroupsExtension_IsFreeWithIt()
    {
        using var world = await StartAsync();
        var body = """{"displayName":"NAME","urn:example:Ext":{"badge":"B","must":"x"}}""";
        Task<Result<Committed<GroupView>>> CreateGroupAsync(string name) => world.Get<GroupProvisioning>().CreateAsync(
            world.Scim, World.Parse(body.Replace("NAME", name, StringComparison.Ordinal)), CancellationToken.None);

        var group = World.Ok(await CreateGroupAsync("one")).Value.Group;

        Assert.Equal("urn:example:Ext:badge", World.Refused(await CreateGroupAsync("two")).Attribute);
        await world.CreateUserAsync("ann", """ "title":"x" """);
        World.Ok(await world.Get<GroupProvisioning>().DeleteAsync(world.Scim, group.Id.ToString(), null, CancellationToken.None));
        World.Ok(await CreateGroupAsync("two"));
    }

    private static Task<World> StartAsync() => World.StartAsync(configure: services => services.AddSingleton(Catalog));

    private static ResourceProvisioning Resources(World world) => world.Get<ResourceProvisioning>();

    private static async Task<Resource> CreateAsync(World world, string body) => World.Ok(
        await Resources(world).CreateAsync(world.Scim, Own, World.Parse(body), CancellationToken.None)).Value;

    private static Task<Result<Committed<Resource>>> PatchAsync(World world, Call call, Resource resource, string label) =>
        Resources(world).PatchAsync(
            call,
            Own,
            resource.Id.ToString(),
            World.Plan($$"""[{"op":"replace","path":"label","value":"{{label}}"}]""", Own),
            null,
            CancellationToken.None);

    private static async Task<Call> ConnectAsync(World world)
    {
        var connection = World.Ok(await world.Get<DirectoryAdministration>().CreateConnectionAsync(
            world.Owner, new NewConnection("other", Dialect.Compatible, "Viewer", "Viewer"), CancellationToken.None)).Value;
        var token = World.Ok(await world.Get<DirectoryAdministration>().CreateTokenAsync(
            world.Owner, connection.Id, expires: null, CancellationToken.None)).Value;
        return world.Scim with { Actor = (await world.AuthenticateAsync(token.Secret!))! };
    }
}
