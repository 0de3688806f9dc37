using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Resources;

/// <summary>
/// The endpoints of a deployment's own resource types, each with the routes of <c>/Users</c> (RFC 7644 §3.2).
/// </summary>
internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder scim, ResourceCatalog catalog)
    {
        foreach (var type in catalog.Custom)
        {
            scim.MapResources(new ResourceHandlers(type));
        }
    }

    private static void MapResources(this IEndpointRouteBuilder scim, ResourceHandlers handlers)
    {
        var type = handlers.Type;
        var resources = scim.MapGroup(type.Endpoint).WithTags(type.Name);
        var name = $"scim.{type.Id}";

        resources.MapMethods("", ["GET", "HEAD"], handlers.ListAsync).WithName($"{name}.list");
        resources.MapPost("", handlers.CreateAsync).WithName($"{name}.create");
        resources.MapPost("/.search", handlers.SearchAsync).WithName($"{name}.search");
        resources.MapMethods("/{id}", ["GET", "HEAD"], handlers.GetAsync).WithName($"{name}.get");
        resources.MapPut("/{id}", handlers.ReplaceAsync).WithName($"{name}.replace");
        resources.MapPatch("/{id}", handlers.PatchAsync).WithName($"{name}.patch");
        resources.MapDelete("/{id}", handlers.DeleteAsync).WithName($"{name}.delete");

        resources.MapOtherMethods("", "GET, HEAD, POST, OPTIONS");
        resources.MapOtherMethods("/.search", "POST, OPTIONS");
        resources.MapOtherMethods("/{id}", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    }
}
