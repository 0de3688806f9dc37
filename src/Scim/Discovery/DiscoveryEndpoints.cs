using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamAccess.Protocol;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Discovery;

/// <summary>What the server can do (RFC 7644 §4). The answers are made once and only change with the server.</summary>
internal static class DiscoveryEndpoints
{
    private const string Allow = "GET, HEAD, OPTIONS";

    public static void MapDiscovery(this IEndpointRouteBuilder scim)
    {
        var discovery = scim.MapGroup("").WithTags("Discovery").AddEndpointFilter(RefuseFilterAsync);

        discovery.MapMethods("/ServiceProviderConfig", ["GET", "HEAD"], GetConfig).WithName("scim.config");
        discovery.MapMethods("/Schemas", ["GET", "HEAD"], ListSchemas).WithName("scim.schemas.list");
        discovery.MapMethods("/Schemas/{id}", ["GET", "HEAD"], FindSchema).WithName("scim.schemas.get");
        discovery.MapMethods("/ResourceTypes", ["GET", "HEAD"], ListTypes).WithName("scim.types.list");
        discovery.MapMethods("/ResourceTypes/{id}", ["GET", "HEAD"], FindType).WithName("scim.types.get");

        scim.MapOtherMethods("/ServiceProviderConfig", Allow);
        scim.MapOtherMethods("/Schemas", Allow);
        scim.MapOtherMethods("/Schemas/{id}", Allow);
        scim.MapOtherMethods("/ResourceTypes", Allow);
        scim.MapOtherMethods("/ResourceTypes/{id}", Allow);
    }

    private static JsonBody GetConfig(DiscoveryDocuments documents) => new JsonBody(documents.Config);

    private static JsonBody ListSchemas(DiscoveryDocuments documents) => new JsonBody(documents.Schemas);

    private static IResult FindSchema(string id, DiscoveryDocuments documents) => documents.FindSchema(id) is { } schema
        ? new JsonBody(schema)
        : new ScimError(Failure.NotFound("Schema", id));

    private static JsonBody ListTypes(DiscoveryDocuments documents) => new JsonBody(documents.ResourceTypes);

    private static IResult FindType(string id, DiscoveryDocuments documents) =>
        documents.FindResourceType(id) is { } type
            ? new JsonBody(type)
            : new ScimError(Failure.NotFound("ResourceType", id));

    // RFC 7644 §4: a client must not believe that a filter was applied.
    private static ValueTask<object?> RefuseFilterAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query.ContainsKey("filter")
            ? ValueTask.FromResult<object?>(new ScimError(
                new Failure(FailureKind.PermissionDenied, "Discovery endpoints cannot be filtered (RFC 7644 §4).")))
            : next(context);
}
