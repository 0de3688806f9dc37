using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>Addresses of resources, all below the configured base URL.</summary>
internal sealed class Locations(IOptions<ScimOptions> options, ResourceCatalog catalog)
{
    private readonly string baseUrl = options.Value.BaseUrl!.AbsoluteUri.TrimEnd('/');

    public string Of(ResourceTypeDefinition type, string id) => Of(type.Endpoint, Uri.EscapeDataString(id));

    public string Of(string endpoint, string id) => $"{baseUrl}{endpoint}/{id}";

    public string Of(string endpoint) => baseUrl + endpoint;

    /// <summary>Adds <c>meta.location</c>, and <c>$ref</c> to the members or groups and to a manager who is a user here.</summary>
    public void AddTo(JsonObject resource, ResourceTypeDefinition type)
    {
        if (resource["meta"] is JsonObject meta && resource["id"]?.GetValue<string>() is { } id)
        {
            meta["location"] = Of(type, id);
        }

        if (type != catalog.User && type != catalog.Group)
        {
            return;
        }

        // Only of a user of the workspace does the domain tell the name.
        if (resource[SchemaUris.EnterpriseUser]?["manager"] is JsonObject manager && manager.ContainsKey("displayName"))
        {
            AddReference(manager, catalog.User);
        }

        foreach (var group in Elements(resource["groups"]))
        {
            AddReference(group, catalog.Group);
        }

        foreach (var member in Elements(resource["members"]))
        {
            AddToMember(member);
        }
    }

    /// <summary>Adds <c>$ref</c> to a value of <c>members</c>; its <c>type</c> tells the endpoint.</summary>
    public void AddToMember(JsonObject member) => AddReference(
        member, member["type"]?.GetValue<string>() == catalog.Group.Id ? catalog.Group : catalog.User);

    private static IEnumerable<JsonObject> Elements(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private void AddReference(JsonObject reference, ResourceTypeDefinition type)
    {
        if (reference["value"]?.GetValue<string>() is { } id)
        {
            reference["$ref"] = Of(type, id);
        }
    }
}
