using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Provisioning;

public sealed class ReplaceTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    [Fact]
    public async Task Put_AttributesLeftOut_AreClearedButForRolesExternalIdAndUnknownExtension()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync(
            "ann",
            $$""" "nickName":"A","externalId":"e1","roles":["Manager"],"{{Enterprise}}":{"department":"D"} """);

        World.Ok(await world.PutUserAsync(
            ann.Id, """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann","title":"T"}"""));

        var stored = (await world.MemberAsync(ann.Id)).Attributes.ToObject();
        Assert.Null(stored["nickName"]);
        Assert.Equal("T", (string?)stored["title"]);
        Assert.Equal("e1", (string?)stored["externalId"]);
        Assert.Equal("Manager", (await world.MemberAsync(ann.Id)).Role.Value);
        Assert.Equal("D", (string?)stored[Enterprise]!["department"]);
    }

    [Theory]
    [InlineData("""{"userName":"ann","roles":[]}""", "roles")]
    [InlineData("""{"userName":"ann","roles":null}""", "roles")]
    [InlineData("""{"userName":"ann","externalId":null}""", "externalId")]
    [InlineData("""{"userName":"ann","schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}""", Enterprise)]
    [InlineData("""{"userName":"ann","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{}}""", Enterprise)]
    public async Task Put_ClearedInSoManyWords_IsCleared(string body, string attribute)
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync(
            "ann", $$""" "externalId":"e1","roles":["Manager"],"{{Enterprise}}":{"department":"D"} """);

        World.Ok(await world.PutUserAsync(ann.Id, body));

        Assert.Null((await world.MemberAsync(ann.Id)).Attributes.ToObject()[attribute]);
    }

    [Fact]
    public async Task Put_UserNameOfAnother_IsRefusedAndNothingChanges()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        await world.CreateUserAsync("Bob");

        var refused = World.Refused(await world.PutUserAsync(ann.Id, """{"userName":"BOB","title":"T"}"""));

        Assert.Equal(FailureKind.Uniqueness, refused.Kind);
        Assert.Equal(ann, await world.MemberAsync(ann.Id));
    }

    [Fact]
    public async Task Put_StaleVersion_IsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.PutUserAsync(ann.Id, """{"userName":"ann","title":"T"}"""));

        var refused = World.Refused(await world.Get<UserProvisioning>().DeleteAsync(
            world.Scim, ann.Id.ToString(), new IfMatch([1], Any: false), CancellationToken.None));

        Assert.Equal(FailureKind.VersionMismatch, refused.Kind);
        World.Ok(await world.Get<UserProvisioning>().DeleteAsync(
            world.Scim, ann.Id.ToString(), new IfMatch([1, 2], Any: false), CancellationToken.None));
    }
}
