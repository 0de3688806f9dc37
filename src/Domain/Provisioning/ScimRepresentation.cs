using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Members and groups as SCIM resources (RFC 7643 §4.1, §4.2), whole: what is shown of them, and where they are found,
/// is for the adapter to say. Filters are tested against the same.
/// </summary>
public static class ScimRepresentation
{
    public static JsonObject Of(UserView user)
    {
        var member = user.Member;
        var resource = Begin(ResourceTypes.User, member.Id.ToString(), member.Attributes);
        resource["active"] = member.IsActive;
        if (user.Groups.Count > 0)
        {
            resource["groups"] = new JsonArray([.. user.Groups.Select(ReferenceTo)]);
        }

        resource["meta"] = MetaOf(ResourceTypes.User, member.Created, member.LastModified, member.Version);
        return resource;
    }

    public static JsonObject Of(GroupView view)
    {
        var group = view.Group;
        var resource = Begin(ResourceTypes.Group, group.Id.ToString(), group.Attributes);
        if (view.Members.Count > 0)
        {
            resource["members"] = new JsonArray([.. view.Members.Select(ReferenceTo)]);
        }

        resource["meta"] = MetaOf(ResourceTypes.Group, group.Created, group.LastModified, group.Version);
        return resource;
    }

    /// <summary>A version as a weak entity-tag (RFC 7644 §3.14).</summary>
    public static string ETagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    internal static JsonObject ReferenceTo(GroupMember member) => new()
    {
        ["value"] = member.Id.ToString(),
        ["type"] = "User",
        ["display"] = member.Display,
    };

    private static JsonObject ReferenceTo(GroupReference group) => new()
    {
        ["value"] = group.Id.ToString(),
        ["display"] = group.DisplayName,
        ["type"] = "direct",
    };

    private static JsonObject Begin(ResourceTypeDefinition type, string id, AttributeBag attributes)
    {
        var stored = attributes.ToObject();
        var resource = new JsonObject { ["schemas"] = type.SchemasOf(stored), ["id"] = id };
        foreach (var (name, value) in stored.ToList())
        {
            stored.Remove(name);
            resource[name] = value;
        }

        return resource;
    }

    private static JsonObject MetaOf(
        ResourceTypeDefinition type, DateTimeOffset created, DateTimeOffset lastModified, long version) => new()
        {
            ["resourceType"] = type.Id,
            ["created"] = TimeOf(created),
            ["lastModified"] = TimeOf(lastModified),
            ["version"] = ETagOf(version),
        };

    private static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
