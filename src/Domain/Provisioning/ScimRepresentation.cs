using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Members, groups and a deployment's own resources as SCIM resources (RFC 7643 §4.1, §4.2), whole: what is shown of them, and where they are found,
/// is for the adapter to say. Filters are tested against the same.
/// </summary>
public static class ScimRepresentation
{
    private const int FirstMembers = 200;

    /// <summary>In bytes.</summary>
    private const int IdLength = 16;

    /// <summary>In bytes; twice as many hexadecimal digits.</summary>
    private const int ShownHashLength = 4;

    public static JsonObject Of(UserView user, ResourceTypeDefinition type)
    {
        var member = user.Member;
        var resource = Begin(type, member.Id.ToString(), member.Attributes);
        resource["active"] = member.IsActive;
        if (user.Groups.Count > 0)
        {
            resource["groups"] = new JsonArray([.. user.Groups.Select(ReferenceTo)]);
        }

        var shown = user.Groups.Select(group => (group.Id.Value, group.IsDirect, group.DisplayName));
        if (user.ManagerName is { } manager)
        {
            ManagerOfUser.AddTo(resource, manager);
            shown = shown.Append((Guid.Empty, true, manager));
        }

        var tag = ETagOf(member.Version, shown);
        resource["meta"] = MetaOf(type, member.Created, member.LastModified, tag);
        return resource;
    }

    public static JsonObject Of(GroupView view, ResourceTypeDefinition type) => Of(view, type, view.Members.Count);

    /// <summary>
    /// The same without what <see cref="LaterMembers"/> gives: as JSON all of a large group would take a hundred times
    /// the memory of a page of users.
    /// </summary>
    public static JsonObject WithFirstMembers(GroupView view, ResourceTypeDefinition type) =>
        Of(view, type, Math.Min(view.Members.Count, FirstMembers));

    /// <summary>The members behind those of <see cref="WithFirstMembers"/>, made as they are asked for.</summary>
    public static IEnumerable<JsonObject> LaterMembers(GroupView view) =>
        view.Members.Count > FirstMembers ? view.Members.Skip(FirstMembers).Select(ReferenceTo) : [];

    private static JsonObject Of(GroupView view, ResourceTypeDefinition type, int members)
    {
        var group = view.Group;
        var resource = Begin(type, group.Id.ToString(), group.Attributes);
        if (members > 0)
        {
            resource["members"] = new JsonArray([.. view.Members.Take(members).Select(ReferenceTo)]);
        }

        var tag = ETagOf(group.Version, view.Members.Select(member => (member.Key.Id, true, member.Display)));
        resource["meta"] = MetaOf(type, group.Created, group.LastModified, tag);
        return resource;
    }

    public static JsonObject Of(Resource resource, ResourceTypeDefinition type)
    {
        var shown = Begin(type, resource.Id.ToString(), resource.Attributes);
        shown["meta"] = MetaOf(type, resource.Created, resource.LastModified, ETagOf(resource.Version));
        return shown;
    }

    /// <summary>
    /// A version as a weak entity-tag (RFC 7644 §3.14), of the row alone: what a write's precondition names, and the tag
    /// of a representation without relations.
    /// </summary>
    public static string ETagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>
    /// <c>W/"version-hash"</c>: the groups of a user, the name of its manager and the names of a group's members change
    /// without the row's version, and a conditional GET must see that. Their order does not matter.
    /// </summary>
    private static string ETagOf(long version, IEnumerable<(Guid Id, bool IsDirect, string Name)> relations)
    {
        var ordered = relations.OrderBy(relation => relation.Id).ToList();
        if (ordered.Count == 0)
        {
            return ETagOf(version);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[IdLength + sizeof(int) + 1];
        foreach (var (id, isDirect, name) in ordered)
        {
            var text = Encoding.UTF8.GetBytes(name);
            _ = id.TryWriteBytes(head);
            BinaryPrimitives.WriteInt32LittleEndian(head[IdLength..], text.Length);
            head[^1] = isDirect ? (byte)1 : (byte)0;
            hash.AppendData(head);
            hash.AppendData(text);
        }

        var shown = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, ShownHashLength));
        return string.Create(CultureInfo.InvariantCulture, $"W/\"{version}-{shown}\"");
    }

    internal static JsonObject ReferenceTo(GroupMember member) => new()
    {
        ["value"] = member.Key.Id.ToString("D"),
        ["type"] = member.Key.Type.ToString(),
        ["display"] = member.Display,
    };

    private static JsonObject ReferenceTo(GroupReference group) => new()
    {
        ["value"] = group.Id.ToString(),
        ["display"] = group.DisplayName,
        ["type"] = group.IsDirect ? "direct" : "indirect",
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
        ResourceTypeDefinition type, DateTimeOffset created, DateTimeOffset lastModified, string tag) => new()
        {
            ["resourceType"] = type.Name,
            ["created"] = TimeOf(created),
            ["lastModified"] = TimeOf(lastModified),
            ["version"] = tag,
        };

    private static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
