using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests;

/// <summary>Bodies and resources for tests, and the way requests take through the project.</summary>
internal static class Sample
{
    internal const string Enterprise = SchemaUris.EnterpriseUser;

    internal static JsonObject Json(string json) => Value(ScimJson.ParseObject(Encoding.UTF8.GetBytes(json)));

    internal static JsonObject User() => Json($$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "{{Enterprise}}"],
          "id": "u1", "externalId": "Ext-1", "userName": "bjensen@example.com",
          "name": {"formatted": "Barbara Jensen", "familyName": "Jensen", "givenName": "Barbara"},
          "displayName": "Babs Jensen", "title": "Tour Guide", "active": true,
          "emails": [
            {"value": "bjensen@example.com", "type": "work", "primary": true},
            {"value": "babs@example.org", "type": "home"}
          ],
          "roles": [{"value": "Member"}],
          "groups": [{"value": "g1", "display": "Guides", "type": "direct"}],
          "meta": {"resourceType": "User", "created": "2026-01-23T04:56:22Z", "lastModified": "2026-05-13T04:42:34Z"},
          "{{Enterprise}}": {"employeeNumber": "701984", "department": "Tours", "manager": {"value": "m1", "displayName": "Boss"} }
        }
        """);

    internal static JsonObject Group() => Json("""
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g1", "displayName": "Guides",
         "members": [{"value": "a", "type": "User"}, {"value": "b", "type": "User"}]}
        """);

    internal static string Operations(params string[] operations) => $$"""
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{{string.Join(", ", operations)}}]}
        """;

    internal static Result<PatchPlan> Plan(ResourceTypeDefinition type, Dialect dialect, string body) =>
        PatchRequest.Read(Json(body), dialect).Match(request => request.Bind(type, dialect), failure => failure);

    internal static Result<JsonObject> Patch(JsonObject resource, Dialect dialect, params string[] operations)
    {
        var type = resource.ContainsKey("userName") ? ResourceCatalog.BuiltIn.User : ResourceCatalog.BuiltIn.Group;
        return Plan(type, dialect, Operations(operations)).Match(plan => plan.Apply(resource), failure => failure);
    }

    /// <summary>The user after the operations, in the compatible dialect.</summary>
    internal static JsonObject PatchedUser(params string[] operations) =>
        Value(Patch(User(), Dialect.Compatible, operations));

    internal static JsonObject PatchedGroup(params string[] operations) =>
        Value(Patch(Group(), Dialect.Compatible, operations));

    internal static T Value<T>(Result<T> result)
        where T : notnull
    {
        Assert.True(result.TryGet(out var value, out var failure), $"{failure?.Kind}: {failure?.Detail}");
        return value!;
    }

    internal static Failure Failed<T>(FailureKind kind, Result<T> result)
        where T : notnull
    {
        Assert.False(result.TryGet(out _, out var failure), "Succeeded");
        Assert.Equal(kind, failure!.Kind);
        Assert.NotEmpty(failure.Detail);
        return failure;
    }

    /// <summary>Equal whatever the order of members.</summary>
    internal static void Equal(string expected, JsonNode? actual)
    {
        var wanted = JsonNode.Parse(expected);
        Assert.True(JsonNode.DeepEquals(wanted, actual), $"Expected {wanted?.ToJsonString()}\nActual   {actual?.ToJsonString()}");
    }
}
