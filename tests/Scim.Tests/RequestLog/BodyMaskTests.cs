using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim.Tests.RequestLog;

public sealed class BodyMaskTests
{
    private const string Canary = "c4n4ry";
    private const string Id = "0197b1c2-0000-7000-8000-00000000abcd";

    private static readonly Words Words = new(ResourceCatalog.BuiltIn);
    private static readonly BodyMask Mask = new(Words, RoleTableReader.ReadDefault());

    [Fact]
    public void Apply_CanaryInEveryAttribute_IsNowhereAndEveryNameIsKept()
    {
        foreach (var type in ResourceCatalog.BuiltIn.Types)
        {
            var body = new JsonObject { ["schemas"] = new JsonArray(type.Schema.Id, Canary), ["id"] = Canary, ["externalId"] = Canary, ["meta"] = Filled(CommonMeta) };
            Fill(body, type.Schema.Attributes);
            foreach (var extension in type.Extensions)
            {
                body[extension.Schema.Id] = Fill([], extension.Schema.Attributes);
            }

            foreach (var isAnswer in (bool[])[true, false])
            {
                var masked = Apply(body.ToJsonString(), isAnswer);

                Assert.DoesNotContain(Canary, masked, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))[..6], masked, StringComparison.Ordinal);
                Assert.DoesNotContain("password", masked, StringComparison.OrdinalIgnoreCase);
                Assert.All(
                    type.Schema.Attributes.Where(attribute => !attribute.IsHidden),
                    attribute => Assert.Contains($"\"{attribute.Name}\"", masked, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"password","value":"c4n4ry"}""", """{"op":"replace","path":"password"}""")]
    [InlineData("""{"op":"replace","path":"active","value":"False"}""", """{"op":"replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"add","value":{"password":"c4n4ry","active":false,"userName":"c4n4ry"}}""", """{"op":"add","value":{"active":false,"userName":"***"}}""")]
    [InlineData("""{"op":"Replace","path":"externalId","value":"0197b1c2-0000-7000-8000-00000000abcd"}""", """{"op":"Replace","path":"externalId","value":"***"}""")]
    [InlineData("""{"op":"remove","path":"members[value eq \"0197b1c2-0000-7000-8000-00000000abcd\"]"}""", """{"op":"remove","path":"members[value eq \"0197b1c2-0000-7000-8000-00000000abcd\"]"}""")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"c4n4ry\"].value","value":"c4n4ry"}""", """{"op":"replace","path":"emails[value eq \"***\"].value","value":"***"}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"0197b1c2-0000-7000-8000-00000000abcd","display":"c4n4ry"}]}""", """{"op":"add","path":"members","value":[{"value":"0197b1c2-0000-7000-8000-00000000abcd","display":"***"}]}""")]
    [InlineData("""{"op":"add","path":"roles","value":[{"value":"admin","display":"c4n4ry","primary":true}]}""", """{"op":"add","path":"roles","value":[{"value":"Admin","display":"***","primary":true}]}""")]
    [InlineData("""{"op":"c4n4ry","path":"c4n4ry is here","value":"c4n4ry"}""", """{"op":"***","path":"***","value":"***"}""")]
    [InlineData("""{"op":"add","path":"c4n4ry eq \"c4n4ry\"","value":{"a b c4n4ry":1}}""", """{"op":"add","path":"***","value":{"***":1}}""")]
    [InlineData("""{"op":"add","value":{"emails[type eq \"c4n4ry\"].value":"c4n4ry","urn:ietf:params:scim:schemas:core:2.0:User:password":"c4n4ry"}}""", """{"op":"add","value":{"emails[type eq \"***\"].value":"***"}}""")]
    [InlineData("""{"path":"c4n4ry","filter":"c4n4ry","detail":"c4n4ry","scimType":"c4n4ry","status":"c4n","sortBy":"c4n4ry"}""", """{"path":"***","filter":"***","detail":"***","scimType":"***","status":"***","sortBy":"***"}""")]
    [InlineData("""{"method":"PATCH","path":"/Users/c4n4ry?filter=userName eq \"c4n4ry\"","bulkId":"c4n4ry","data":{"userName":"c4n4ry"}}""", """{"method":"PATCH","path":"/Users/***?filter=userName eq \"***\"","bulkId":"***","data":{"userName":"***"}}""")]
    public void Apply_Operation_ShowsItsShapeOnly(string json, string expected)
    {
        Assert.Equal(expected, Apply(json, isAnswer: false));
        Assert.DoesNotContain(Canary, Apply(json, isAnswer: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AnswersOfOurs_AreKept()
    {
        const string Error = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"User '***' does not exist."}""";
        const string List = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"id":"0197b1c2-0000-7000-8000-00000000abcd","meta":{"resourceType":"User","created":"2026-11-22T12:00:00Z","version":"W/\"7-0a1b2c3d\"","location":"/Users/0197b1c2-0000-7000-8000-00000000abcd"}}]}""";

        Assert.Equal(Error, Apply(Error.Replace("***", Canary, StringComparison.Ordinal), isAnswer: true));
        Assert.Equal(List, Apply(List.Replace("\"/Users", "\"https://a.example/scim/v2/Users", StringComparison.Ordinal), isAnswer: true));
        Assert.DoesNotContain(Canary, Apply(Error.Replace("***", Canary, StringComparison.Ordinal), isAnswer: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Users/c4n4ry@x.example", "/Users/***")]
    [InlineData("/c4n4ry/Users", "/***/Users")]
    [InlineData("/Users/" + Id + "?attributes=userName,emails.value", "/Users/" + Id + "?attributes=userName,emails.value")]
    [InlineData("/Users?filter=userName%20eq%20%22c4n4ry%22&count=2&cursor=c4n4ry", "/Users?filter=userName eq \"***\"&count=2&cursor=***")]
    [InlineData("/Users?filter=userName+eq+c4n4ry", "/Users?filter=userName eq \"***\"")]
    [InlineData("/Users?filter=id%20eq%20%22" + Id + "%22%20or%20not%20(active%20eq%20true)", "/Users?filter=id eq \"" + Id + "\" or not (active eq true)")]
    [InlineData("/Users?c4n4ry%20=c4n4ry&x=c4n4ry&filter=%ZZc4n4ry", "/Users?***=***&x=***&filter=***")]
    public void Location_AnyPath_ShowsEndpointsIdsAndNamesOnly(string path, string expected) =>
        Assert.Equal(expected, Words.Location(path));

    [Fact]
    public void Apply_BodyBeyondTheLimit_IsCutAndStillJson()
    {
        var members = string.Join(',', Enumerable.Repeat($$"""{"value":"{{Id}}"}""", 10_000));
        var (body, _) = Mask.Apply(Parse($$"""{"members":[{{members}}],"displayName":"x"}"""), 16 * 1024, isAnswer: false);

        Assert.True(body.Cut);
        Assert.InRange(Encoding.UTF8.GetByteCount(body.Json), 16 * 1024, 17 * 1024);
        Assert.NotEmpty(JsonNode.Parse(body.Json)!["members"]!.AsArray());
        Assert.False(Mask.Apply(Parse("{}"), 16 * 1024, isAnswer: false).Body.Cut);
    }

    [Theory]
    [InlineData("""{"roles":[{"value":"Admin"}]}""", false)]
    [InlineData("""{"roles":[{"value":"Superhero"}]}""", true)]
    [InlineData("""{"roles":["Superhero"]}""", true)]
    [InlineData("""{"Operations":[{"op":"add","path":"roles","value":[{"value":"Superhero","type":"work"}]}]}""", true)]
    [InlineData("""{"roles":[{"value":"{\"id\":\"1\",\"value\":\"Admin\"}"}]}""", false)]
    [InlineData("""{"title":"Superhero"}""", false)]
    public void Apply_RoleValue_SaysWhetherItNamesNone(string json, bool unknown) =>
        Assert.Equal(unknown, Mask.Apply(Parse(json), 1024, isAnswer: false).NamesUnknownRole);

    [Fact]
    public void WithoutSecrets_PasswordsAnywhere_AreCutOut()
    {
        const string Json = """
            {"userName":"ann","Password":"c4n4ry","Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":"c4n4ry"},
            {"op":"add","value":{"password":"c4n4ry","title":"x"}},{"method":"POST","data":{"password":"c4n4ry"}}]}
            """;

        var kept = new UnsealedRequest("/Users", null, Encoding.UTF8.GetBytes(Json)).WithoutSecrets(Words)!;

        Assert.DoesNotContain(Canary, kept.Body, StringComparison.Ordinal);
        Assert.Equal("""{"userName":"ann","Operations":[{"op":"add","value":{"title":"x"}},{"method":"POST","data":{}}]}""", kept.Body);
        Assert.Null(new UnsealedRequest("/Users", null, "{"u8.ToArray()).WithoutSecrets(Words));
    }

    private static readonly string[] CommonMeta = ["resourceType", "created", "lastModified", "location", "version"];

    private static JsonObject Filled(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, Canary)));

    private static JsonObject Fill(JsonObject into, IEnumerable<AttributeDefinition> attributes)
    {
        foreach (var attribute in attributes)
        {
            JsonNode value = attribute.Type switch
            {
                AttributeType.Complex => Fill([], attribute.SubAttributes),
                AttributeType.Boolean => true,
                AttributeType.Binary => Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)),
                _ => $"{Canary} {attribute.Name}",
            };
            into[attribute.Name] = attribute.MultiValued ? new JsonArray(value) : value;
        }

        return into;
    }

    private static JsonObject Parse(string json) =>
        ScimJson.ParseObject(Encoding.UTF8.GetBytes(json)).TryGet(out var parsed, out var failure)
            ? parsed
            : throw new InvalidOperationException(failure.Detail);

    private static string Apply(string json, bool isAnswer) => Mask.Apply(Parse(json), 64 * 1024, isAnswer).Body.Json;
}
