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

    /// <summary>Adds <c>meta.location</c>, and <c>$ref</c> to the members or groups.</summary>
    public void AddTo(JsonObject resource, ResourceTypeDefinition type)
    {
        if (resource["meta"] is JsonObject meta && resource["id"]?.GetValue<string>() is { } id)
        {
            meta["location"] = Of(type, id);
        }

        AddReferences(resource["groups"], catalog.Group);
        AddReferences(resource["members"], catalog.User);
    }

    private void AddReferences(JsonNode? list, ResourceTypeDefinition type)
    {
        foreach (var element in list as JsonArray ?? [])
        {
            if (element is JsonObject reference && reference["value"]?.GetValue<string>() is { } id)
            {
                reference["$ref"] = Of(type, id);
            }
        }
    }
}
