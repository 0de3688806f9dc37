using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Governance;

/// <summary>
/// <c>/Roles</c> and <c>/Entitlements</c>: what can be assigned to users, to be read only. Not there when the deployment
/// switched them off.
/// </summary>
internal static class GovernanceEndpoints
{
    public static void MapGovernance(this IEndpointRouteBuilder scim, ResourceCatalog catalog)
    {
        foreach (var type in catalog.Governance)
        {
            var handlers = new GovernanceHandlers(type);
            var resources = scim.MapGroup(type.Endpoint).WithTags(type.Name);
            var name = $"scim.{type.Id}";

            resources.MapMethods("", ["GET", "HEAD"], handlers.ListAsync).WithName($"{name}.list");
            resources.MapPost("/.search", handlers.SearchAsync).WithName($"{name}.search");
            resources.MapMethods("/{id}", ["GET", "HEAD"], handlers.GetAsync).WithName($"{name}.get");

            resources.MapOtherMethods("", "GET, HEAD, OPTIONS");
            resources.MapOtherMethods("/.search", "POST, OPTIONS");
            resources.MapOtherMethods("/{id}", "GET, HEAD, OPTIONS");
        }
    }
}
