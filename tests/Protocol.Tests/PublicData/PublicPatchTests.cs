using System.Text.Json.Nodes;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.PublicData;

public sealed class PublicPatchTests
{
    /// <summary>Cases, by position in the file, that end differently here, and why.</summary>
    private static readonly (string Reason, int[] Cases)[] Different =
    [
        ("RFC 7643: the schema has no such attribute, so an explicit path to it is invalidPath",
            [13, 19, 20, 21, 25, 27, 32, 33, 37, 39, 41, 42, 43, 44, 58, 64, 76, 77, 78, 79, 80, 81, 82, 83, 87, 89, 90]),
        ("RFC 7644 Figure 7: no brackets after a sub-attribute", [12, 40, 46, 56, 73, 84]),
        ("unknown attributes in an object are ignored, not stored", [31, 34, 36, 47, 57, 59]),
        ("a value of unknown attributes only is refused rather than ignored or stored", [26, 28, 38, 65]),
        ("RFC 7643: the value is not of the attribute's type", [14, 29]),
        ("Entra: replacing one sub-attribute of a value that is not there creates it", [22]),
        ("RFC 7643 §2.4: one value at most is primary", [62, 63]),
    ];

    [Fact]
    public void Patch_PublicCases_AgreeButForTheListed()
    {
        var cases = SharedData.Cases("patch-scim-patch.json");
        var listed = Different.SelectMany(entry => entry.Cases).ToHashSet();
        var wrong = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var outcome = Replay(cases[i]);
            if (listed.Contains(i) == outcome is null)
            {
                wrong.Add($"{i} {(string?)cases[i]["title"]}: {outcome ?? "agrees, though listed"}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <returns>Null when the case ends as its source says, otherwise how it ends.</returns>
    private static string? Replay(JsonObject item)
    {
        var body = new JsonObject { ["Operations"] = item["operations"]!.DeepClone() };
        var input = item["input"]!.AsObject();
        var before = input.ToJsonString();
        var result = PatchRequest.Read(body, Dialect.Compatible).Match(
            request => request.Bind(ResourceCatalog.BuiltIn.User, Dialect.Compatible), failure => failure)
            .Match(plan => plan.Apply(input), failure => failure);
        Assert.Equal(before, input.ToJsonString());
        if (!result.TryGet(out var patched, out var failure))
        {
            return item.ContainsKey("error") ? null : $"{failure.Kind} {failure.Detail}";
        }

        var expected = item["output"];
        return expected is null || !JsonNode.DeepEquals(WithoutEmpty(expected), WithoutEmpty(patched))
            ? $"differs: {patched.ToJsonString()}"
            : null;
    }

    private static JsonObject WithoutEmpty(JsonNode resource)
    {
        var copy = resource.DeepClone().AsObject();
        foreach (var name in copy.Where(member => member.Value is JsonArray { Count: 0 } or null).Select(member => member.Key).ToArray())
        {
            copy.Remove(name);
        }

        return copy;
    }
}
