using System.Text.Json.Nodes;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Projection;

public sealed class AttributeProjectionTests
{
    [Theory]
    [InlineData("userName", "id,schemas,userName")]
    [InlineData(" USERNAME , urn:ietf:params:scim:schemas:core:2.0:User:title ", "id,schemas,title,userName")]
    [InlineData("unknown", "id,schemas")]
    [InlineData("id", "id,schemas")]
    [InlineData("meta", "id,meta,schemas")]
    [InlineData("password,groups", "groups,id,schemas")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "id,schemas," + Sample.Enterprise)]
    public void Apply_Attributes_OnlyThoseAndTheAlwaysReturned(string attributes, string expected) =>
        Assert.Equal(expected, Names(Apply(attributes, null)));

    [Fact]
    public void Apply_SubAttributes_OnlyThose()
    {
        var user = Apply($"emails.value,name.familyName,{Sample.Enterprise}:manager.value", null);

        Sample.Equal("""[{"value":"bjensen@example.com"},{"value":"babs@example.org"}]""", user["emails"]);
        Sample.Equal("""{"familyName":"Jensen"}""", user["name"]);
        Sample.Equal("""{"manager":{"value":"m1"}}""", user[Sample.Enterprise]);
    }

    [Fact]
    public void Apply_WholeExtension_AllOfIt() =>
        Sample.Equal(Sample.User()[Sample.Enterprise]!.ToJsonString(), Apply(Sample.Enterprise, null)[Sample.Enterprise]);

    [Fact]
    public void Apply_Excluded_EverythingElse()
    {
        var user = Apply(null, $"emails,name.givenName,ID,schemas,nothing,{Sample.Enterprise}:manager");

        Assert.Equal($"active,displayName,externalId,groups,id,meta,name,roles,schemas,title,{Sample.Enterprise},userName", Names(user));
        Sample.Equal("""{"formatted":"Barbara Jensen","familyName":"Jensen"}""", user["name"]);
        Assert.False(user[Sample.Enterprise]!.AsObject().ContainsKey("manager"));
    }

    [Fact]
    public void Apply_BothGiven_AttributesWins() => Assert.Equal("id,schemas,title", Names(Apply("title", "title")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    public void Apply_Neither_DefaultSetWithoutNeverReturned(string? attributes, string? excluded)
    {
        var full = Sample.User();
        full["password"] = "s3cret";

        var projected = Sample.Value(AttributeProjection.Parse(attributes, excluded, ResourceCatalog.BuiltIn.User)).Apply(full);

        Sample.Equal(Sample.User().ToJsonString(), projected);
    }

    [Theory]
    [InlineData("members", null, null, true)]
    [InlineData("MEMBERS", null, "members", false)]
    [InlineData("members", null, "members.display", true)]
    [InlineData("members", "id", null, false)]
    [InlineData("members", "members.value", null, true)]
    [InlineData("id", "members", null, true)]
    [InlineData("nothing", null, null, false)]
    public void Includes_Attribute_SaysWhetherToReadIt(string name, string? attributes, string? excluded, bool included) =>
        Assert.Equal(included, Sample.Value(AttributeProjection.Parse(attributes, excluded, ResourceCatalog.BuiltIn.Group)).Includes(name));

    private static JsonObject Apply(string? attributes, string? excluded) =>
        Sample.Value(AttributeProjection.Parse(attributes, excluded, ResourceCatalog.BuiltIn.User)).Apply(Sample.User());

    private static string Names(JsonObject json) =>
        string.Join(',', json.Select(member => member.Key).Order(StringComparer.Ordinal));
}
