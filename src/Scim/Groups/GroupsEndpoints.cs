using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Groups;

/// <summary>The <c>/Groups</c> endpoint (RFC 7644 §3.2). This table is the whole of its routing.</summary>
internal static class GroupsEndpoints
{
    private const string Members = "members";

    public static void MapGroups(this IEndpointRouteBuilder scim)
    {
        var groups = scim.MapGroup("/Groups").WithTags("Groups");

        groups.MapMethods("", ["GET", "HEAD"], ListAsync).WithName("scim.groups.list");
        groups.MapPost("", CreateAsync).WithName("scim.groups.create");
        groups.MapPost("/.search", SearchAsync).WithName("scim.groups.search");
        groups.MapMethods("/{id}", ["GET", "HEAD"], GetAsync).WithName("scim.groups.get");
        groups.MapPut("/{id}", ReplaceAsync).WithName("scim.groups.replace");
        groups.MapPatch("/{id}", PatchAsync).WithName("scim.groups.patch");
        groups.MapDelete("/{id}", DeleteAsync).WithName("scim.groups.delete");

        groups.MapOtherMethods("", "GET, HEAD, POST, OPTIONS");
        groups.MapOtherMethods("/.search", "POST, OPTIONS");
        groups.MapOtherMethods("/{id}", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    }

    private static Task<IResult> ListAsync(
        ScimCaller caller, SearchParameters parameters, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, parameters, [catalog.Group], cancellationToken);

    private static Task<IResult> SearchAsync(
        ScimCaller caller, ScimBody body, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, body, [catalog.Group], cancellationToken);

    private static Task<IResult> GetAsync(
        string id,
        ScimCaller caller,
        SearchParameters parameters,
        GroupProvisioning groups,
        ResourceCatalog catalog,
        CancellationToken cancellationToken) =>
        SearchBinding.Project(parameters, catalog.Group).RenderAsync(async projection =>
            (await groups.GetAsync(caller.Call, id, projection.Includes(Members), cancellationToken))
                .Render(found => Show(found, parameters, catalog, Written.Nothing)));

    private static async Task<IResult> CreateAsync(
        ScimCaller caller,
        ScimBody body,
        SearchParameters parameters,
        GroupProvisioning groups,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var created = await body.Json
            .Then(json => ResourceReader.Read(json, catalog.Group, caller.Dialect))
            .ThenAsync(group => groups.CreateAsync(caller.Call, group, cancellationToken));
        return created.Render(done => Show(
            done.Value, parameters, catalog, Written.By(body, catalog.Group, caller.Dialect), StatusCodes.Status201Created));
    }

    private static async Task<IResult> ReplaceAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        GroupProvisioning groups,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var replaced = await body.Json
            .Then(json => BodyBinding.ReadReplacement(json, catalog.Group, caller.Dialect))
            .ThenAsync(group => groups.ReplaceAsync(caller.Call, id, group, precondition.IfMatch, cancellationToken));
        return replaced.Render(
            done => Show(done.Value, parameters, catalog, Written.By(body, catalog.Group, caller.Dialect)));
    }

    /// <summary>Entra and Okta take 204, and no client wants a large group back for one member more.</summary>
    private static async Task<IResult> PatchAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        GroupProvisioning groups,
        IOptions<ScimOptions> options,
        Locations locations,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var patched = await body.Json
            .Then(json => GroupPatchReading.Read(json, catalog.Group, caller.Dialect, options.Value, locations))
            .ThenAsync(patch => groups.PatchAsync(caller.Call, id, patch, precondition.IfMatch, cancellationToken));
        return await patched.RenderAsync(done => string.IsNullOrWhiteSpace(parameters.Attributes)
            ? Task.FromResult<IResult>(new NoContent(done.Value.Group.Version))
            : GetAsync(id, caller, parameters, groups, catalog, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        ScimCaller caller,
        Precondition precondition,
        GroupProvisioning groups,
        CancellationToken cancellationToken) =>
        (await groups.DeleteAsync(caller.Call, id, precondition.IfMatch, cancellationToken))
            .Render(_ => new NoContent(version: null));

    private static IResult Show(
        GroupView group,
        SearchParameters parameters,
        ResourceCatalog catalog,
        IReadOnlySet<string> written,
        int status = StatusCodes.Status200OK) =>
        SearchBinding.Project(parameters, catalog.Group).Render(projection => new ScimResource(
            Represent(group, catalog, projection),
            group.Group.Id.ToString(),
            catalog.Group,
            projection.AfterWriting(written),
            status)
        {
            Later = ScimRepresentation.LaterMembers(group),
        });

    /// <summary>A group without members says so, as in Entra's and Okta's examples: absent is "not asked for".</summary>
    private static JsonObject Represent(GroupView group, ResourceCatalog catalog, AttributeProjection projection)
    {
        var resource = ScimRepresentation.WithFirstMembers(group, catalog.Group);
        if (projection.Includes(Members))
        {
            resource[Members] ??= new JsonArray();
        }

        return resource;
    }
}
