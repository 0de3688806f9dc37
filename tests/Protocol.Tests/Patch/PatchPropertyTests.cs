using System.Text.Json.Nodes;
using CsCheck;

namespace TeamAccess.Protocol.Tests.Patch;

public sealed class PatchPropertyTests
{
    private static readonly Gen<string> Path = Gen.OneOf(
        "title", "nickName", "active", "name.givenName", "name.middleName", "externalId",
        Sample.Enterprise + ":department", Sample.Enterprise + ":division");

    [Fact]
    public void Patch_ThenInverse_RestoresTheUser() => Gen.Select(Path, Gen.Int[0, 9], Gen.OneOf("add", "replace", "remove")).Sample(
        (path, number, operation) =>
        {
            var user = Sample.User();
            var value = path == "active" ? JsonValue.Create(number > 4) : JsonValue.Create($"value {number}");
            var changed = Sample.Value(Sample.Patch(user, Dialect.Strict, Operation(operation, path, value)));
            var old = Find(user, path);
            var inverse = old is null ? Operation("remove", path, null) : Operation("replace", path, old.DeepClone());

            return JsonNode.DeepEquals(user, Sample.Value(Sample.Patch(changed, Dialect.Strict, inverse)));
        },
        iter: 1_000);

    [Fact]
    public void Patch_AddThenRemoveByFilter_RestoresTheList() => Gen.String.AlphaNumeric.Where(text => text.Length > 0).Sample(
        text =>
        {
            var value = new JsonArray(new JsonObject { ["value"] = text, ["type"] = "other" });
            var added = Sample.PatchedUser(Operation("add", "emails", value));
            var restored = Sample.Value(Sample.Patch(
                added, Dialect.Strict, Operation("remove", $"emails[value eq \"{text}\" and type eq \"other\"]", null)));

            return added["emails"]!.AsArray().Count == 3 && JsonNode.DeepEquals(Sample.User(), restored);
        },
        iter: 500);

    [Fact]
    public void Patch_Twice_IsTheSameAsOnce() => Gen.Select(Path, Gen.Int[0, 3], Gen.OneOf("add", "replace", "remove")).Sample(
        (path, number, operation) =>
        {
            var value = path == "active" ? JsonValue.Create(number > 1) : JsonValue.Create($"value {number}");
            var change = Operation(operation, path, value);

            return JsonNode.DeepEquals(Sample.PatchedUser(change), Sample.PatchedUser(change, change));
        },
        iter: 500);

    private static string Operation(string operation, string path, JsonNode? value)
    {
        var json = new JsonObject { ["op"] = operation, ["path"] = path };
        if (operation != "remove")
        {
            json["value"] = value;
        }

        return json.ToJsonString();
    }

    private static JsonNode? Find(JsonObject user, string path)
    {
        var extension = path.StartsWith(Sample.Enterprise, StringComparison.Ordinal);
        JsonNode? node = extension ? user[Sample.Enterprise] : user;
        foreach (var name in (extension ? path[(Sample.Enterprise.Length + 1)..] : path).Split('.'))
        {
            node = node?[name];
        }

        return node;
    }
}
