using CsCheck;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Patch;

public sealed class PatchRequestTests
{
    private const string Replace = """{"op":"replace","path":"title","value":"x"}""";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Operations":[]}""")]
    [InlineData("""{"Operations":"x"}""")]
    [InlineData("""{"Operations":[1]}""")]
    [InlineData("""{"Operations":[null]}""")]
    [InlineData("""{"Operations":[{"path":"title","value":"x"}]}""")]
    [InlineData("""{"Operations":[{"op":"delete","path":"title"}]}""")]
    [InlineData("""{"Operations":[{"op":1,"path":"title"}]}""")]
    [InlineData("""{"Operations":[{"op":"add","path":1,"value":"x"}]}""")]
    public void Read_NoPatch_InvalidSyntax(string body) =>
        Sample.Failed(FailureKind.InvalidSyntax, PatchRequest.Read(Sample.Json(body), Dialect.Compatible));

    [Theory]
    [InlineData("""{"op":"add","path":"title"}""", FailureKind.InvalidValue)]
    [InlineData("""{"op":"replace"}""", FailureKind.InvalidValue)]
    [InlineData("""{"op":"add","path":"ti tle","value":1}""", FailureKind.InvalidPath)]
    [InlineData("""{"op":"add","path":"emails[type eq \"x\"","value":1}""", FailureKind.InvalidPath)]
    [InlineData("""{"op":"add","path":"emails[type eq]","value":1}""", FailureKind.InvalidFilter)]
    [InlineData("""{"op":"add","path":"emails[a[b pr]]","value":1}""", FailureKind.InvalidPath)]
    public void Read_BadOperation_NamesItsKind(string operation, FailureKind kind) => Sample.Failed(
        kind, PatchRequest.Read(Sample.Json(Sample.Operations(Replace, operation)), Dialect.Compatible));

    [Theory]
    [InlineData("nothing", FailureKind.InvalidPath)]
    [InlineData("name.nothing", FailureKind.InvalidPath)]
    [InlineData("urn:example:x:title", FailureKind.InvalidPath)]
    [InlineData("__proto__", FailureKind.InvalidPath)]
    [InlineData("userName[value eq \\\"x\\\"]", FailureKind.InvalidPath)]
    [InlineData("name[givenName eq \\\"x\\\"].familyName", FailureKind.InvalidPath)]
    [InlineData("emails[nothing eq \\\"x\\\"]", FailureKind.InvalidFilter)]
    [InlineData("emails[primary gt true]", FailureKind.InvalidFilter)]
    public void Bind_UnknownOrUnfitPath_NamesItsKind(string path, FailureKind kind) => Sample.Failed(
        kind,
        Sample.Plan(ResourceCatalog.BuiltIn.User, Dialect.Compatible, Sample.Operations($$"""{"op":"add","path":"{{path}}","value":{} }""")));

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Read_Operations_UpToTheLimit(int count, bool accepted)
    {
        var read = PatchRequest.Read(Sample.Json(Sample.Operations([.. Enumerable.Repeat(Replace, count)])), Dialect.Strict);

        Assert.Equal(accepted, read.TryGet(out _, out _));
        if (!accepted)
        {
            Sample.Failed(FailureKind.TooMany, read);
        }
    }

    [Theory]
    [InlineData("""{"Operations":[{"op":"replace","path":"title","value":"x"}]}""")]
    [InlineData("""{"operations":[{"OP":"RePlace","Path":"TITLE","VALUE":"x"}],"schemas":[]}""")]
    [InlineData("""{"OPERATIONS":{"op":"replace","path":"title","value":"x"}}""")]
    [InlineData("""{"Operations":[{"op":"replace","path":"","value":{"title":"x"}}]}""")]
    public void Read_LooseShape_OnlyInCompatible(string body)
    {
        var plan = Sample.Value(Sample.Plan(ResourceCatalog.BuiltIn.User, Dialect.Compatible, body));

        Assert.Equal("x", (string?)Sample.Value(plan.Apply(Sample.User()))["title"]);
        Sample.Failed(FailureKind.InvalidSyntax, PatchRequest.Read(Sample.Json(body), Dialect.Strict));
    }

    [Fact]
    public void Apply_LaterOperationFails_NothingChanges()
    {
        var user = Sample.User();
        var before = user.ToJsonString();

        Sample.Failed(FailureKind.NoTarget, Sample.Patch(
            user, Dialect.Strict, Replace, """{"op":"replace","path":"emails[type eq \"fax\"].value","value":"x"}"""));

        Assert.Equal(before, user.ToJsonString());
    }

    [Fact]
    public void Read_RandomOperations_NeverThrows()
    {
        var scalar = Gen.OneOf("\"x\"", "\"\"", "null", "true", "5", "1e400", "[]", "{}", "[[]]", "[null]", "[{}]",
            "{\"value\":\"x\"}", "[{\"value\":1}]", "\"{}\"", "{\"\":1}", "{\"members\":null,\"emails.value\":[],\"urn:x:\":2}");
        var path = Gen.OneOf("title", "emails", "emails.type", "name", "members", "members[value eq \"x\"]", "", "[", "emails[",
            "emails[type eq \"w\"].value", "roles[primary eq \"True\"].value", "urn:ietf:params:scim:schemas:core:2.0:User",
            Sample.Enterprise, Sample.Enterprise + ":manager", "emails[]", "schemas", "$ref", "groups[value pr]", "x[]y");
        var operation = Gen.Select(Gen.OneOf("add", "Remove", "replace", "x"), path, scalar).Select((op, at, value) =>
            $$"""{"op":"{{op}}","path":{{System.Text.Json.JsonSerializer.Serialize(at)}},"value":{{value}} }""");

        Gen.Select(operation.Array[1, 4], Gen.Enum<Dialect>(), Gen.Bool).Sample(
            (operations, dialect, onUser) =>
            {
                var resource = onUser ? Sample.User() : Sample.Group();
                var before = resource.ToJsonString();
                Sample.Patch(resource, dialect, operations).Match(_ => true, failure => failure.Detail.Length > 0);
                return resource.ToJsonString() == before;
            },
            iter: 5_000);
    }

    [Fact]
    public void Read_RandomJson_NeverThrows() =>
        Gen.String[Gen.Char["{}[]\":,op addvlue1"], 0, 60].Sample(
            text => ScimJson.ParseObject(System.Text.Encoding.UTF8.GetBytes("{\"Operations\":[{" + text + "}]}")).Match(
                body => PatchRequest.Read(body, Dialect.Compatible).Match(_ => true, _ => true), _ => true),
            iter: 5_000);
}
