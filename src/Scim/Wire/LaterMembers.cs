using System.Text.Json.Nodes;
using TeamAccess.Protocol.Projection;

namespace TeamAccess.Scim.Wire;

/// <summary>The members of a large group on their way out, a few of them in memory at a time.</summary>
internal static class LaterMembers
{
    private const string Members = "members";
    private const int AtOnce = 200;

    public static IEnumerable<JsonNode> Show(
        IEnumerable<JsonObject> members, AttributeProjection projection, Locations locations)
    {
        foreach (var some in members.Chunk(AtOnce))
        {
            Array.ForEach(some, locations.AddToMember);
            var shown = projection.Apply(new JsonObject { [Members] = new JsonArray([.. some]) });
            foreach (var member in (shown[Members] as JsonArray ?? []).OfType<JsonNode>())
            {
                yield return member;
            }
        }
    }
}
