using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Discovery;

/// <summary>The discovery resources with their addresses. Only read once made, so requests can share them.</summary>
internal sealed class DiscoveryDocuments
{
    private readonly Dictionary<string, JsonObject> schemas;
    private readonly Dictionary<string, JsonObject> types;

    public DiscoveryDocuments(IOptions<ScimOptions> options, Locations locations, ResourceCatalog catalog)
    {
        Config = ServiceProviderConfig.Make(options.Value, locations);
        schemas = catalog.Schemas.ToDictionary(
            schema => schema.Id,
            schema => WithMeta(schema.ToJson(), "Schema", locations.Of("/Schemas", schema.Id)),
            StringComparer.OrdinalIgnoreCase);
        types = catalog.Types.ToDictionary(
            type => type.Id,
            type => WithMeta(type.ToJson(), "ResourceType", locations.Of("/ResourceTypes", type.Id)),
            StringComparer.OrdinalIgnoreCase);
        Schemas = ListOf(schemas.Values);
        ResourceTypes = ListOf(types.Values);
    }

    public JsonObject Config { get; }

    public JsonObject Schemas { get; }

    public JsonObject ResourceTypes { get; }

    public JsonObject? FindSchema(string id) => schemas.GetValueOrDefault(id);

    public JsonObject? FindResourceType(string id) => types.GetValueOrDefault(id);

    private static JsonObject WithMeta(JsonObject resource, string resourceType, string location)
    {
        resource["meta"] = new JsonObject { ["resourceType"] = resourceType, ["location"] = location };
        return resource;
    }

    private static JsonObject ListOf(IEnumerable<JsonObject> resources)
    {
        var list = new JsonArray([.. resources.Select(resource => resource.DeepClone())]);
        return ListBody.Of(list, list.Count, startIndex: 1);
    }
}
