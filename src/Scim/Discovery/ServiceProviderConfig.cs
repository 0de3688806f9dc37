using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Discovery;

/// <summary>Advertises what is there, and the limits that are enforced (RFC 7643 §5).</summary>
internal static class ServiceProviderConfig
{
    public static JsonObject Make(ScimOptions options, Locations locations) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.ServiceProviderConfig),
        ["patch"] = new JsonObject { ["supported"] = true },
        ["bulk"] = new JsonObject
        {
            ["supported"] = true,
            ["maxOperations"] = options.MaxBulkOperations,
            ["maxPayloadSize"] = options.MaxBulkSize,
        },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = options.MaxPageSize },
        ["changePassword"] = new JsonObject { ["supported"] = false },
        ["sort"] = new JsonObject { ["supported"] = true },
        ["etag"] = new JsonObject { ["supported"] = true },
        ["pagination"] = new JsonObject
        {
            ["cursor"] = true,
            ["index"] = true,
            ["defaultPaginationMethod"] = "index",
            ["defaultPageSize"] = options.DefaultPageSize,
            ["maxPageSize"] = options.MaxPageSize,
        },
        ["authenticationSchemes"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "oauthbearertoken",
                ["name"] = "OAuth Bearer Token",
                ["description"] = "A token of a directory connection, sent as a bearer token.",
                ["specUri"] = "https://www.rfc-editor.org/rfc/rfc6750",
                ["primary"] = true,
            },
            new JsonObject
            {
                ["type"] = "oauth2",
                ["name"] = "OAuth 2 client credentials",
                ["description"] = "A client secret or a signed assertion, exchanged for a bearer token of limited life.",
                ["specUri"] = "https://www.rfc-editor.org/rfc/rfc6749",
                ["primary"] = false,
            }),
        ["meta"] = new JsonObject
        {
            ["resourceType"] = "ServiceProviderConfig",
            ["location"] = locations.Of("/ServiceProviderConfig"),
        },
    };
}
