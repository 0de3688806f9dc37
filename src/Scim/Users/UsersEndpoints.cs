using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Users;

/// <summary>The <c>/Users</c> endpoint (RFC 7644 §3.2). This table is the whole of its routing.</summary>
internal static class UsersEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder scim)
    {
        var users = scim.MapGroup("/Users").WithTags("Users");

        users.MapMethods("", ["GET", "HEAD"], ListAsync).WithName("scim.users.list");
        users.MapPost("", CreateAsync).WithName("scim.users.create");
        users.MapPost("/.search", SearchAsync).WithName("scim.users.search");
        users.MapMethods("/{id}", ["GET", "HEAD"], GetAsync).WithName("scim.users.get");
        users.MapPut("/{id}", ReplaceAsync).WithName("scim.users.replace");
        users.MapPatch("/{id}", PatchAsync).WithName("scim.users.patch");
        users.MapDelete("/{id}", DeleteAsync).WithName("scim.users.delete");

        users.MapOtherMethods("", "GET, HEAD, POST, OPTIONS");
        users.MapOtherMethods("/.search", "POST, OPTIONS");
        users.MapOtherMethods("/{id}", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    }

    private static Task<IResult> ListAsync(
        ScimCaller caller, SearchParameters parameters, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, parameters, [catalog.User], cancellationToken);

    private static Task<IResult> SearchAsync(
        ScimCaller caller, ScimBody body, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, body, [catalog.User], cancellationToken);

    private static async Task<IResult> GetAsync(
        string id,
        ScimCaller caller,
        SearchParameters parameters,
        UserProvisioning users,
        ResourceCatalog catalog,
        CancellationToken cancellationToken) =>
        (await users.GetAsync(caller.Call, id, cancellationToken)).Render(found => Show(found, parameters, catalog, Written.Nothing));

    private static async Task<IResult> CreateAsync(
        ScimCaller caller,
        ScimBody body,
        SearchParameters parameters,
        UserProvisioning users,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var created = await body.Json
            .Then(json => ResourceReader.Read(json, catalog.User, caller.Dialect))
            .ThenAsync(user => users.CreateAsync(caller.Call, user, cancellationToken));
        return created.Render(done => Show(
            done.Value, parameters, catalog, Written.By(body, catalog.User, caller.Dialect), StatusCodes.Status201Created));
    }

    private static async Task<IResult> ReplaceAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        UserProvisioning users,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var replaced = await body.Json
            .Then(json => BodyBinding.ReadReplacement(json, catalog.User, caller.Dialect))
            .ThenAsync(user => users.ReplaceAsync(caller.Call, id, user, precondition.IfMatch, cancellationToken));
        return replaced.Render(
            done => Show(done.Value, parameters, catalog, Written.By(body, catalog.User, caller.Dialect)));
    }

    private static async Task<IResult> PatchAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        UserProvisioning users,
        IOptions<ScimOptions> options,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var patch = body.Json
            .Then(json => BodyBinding.ReadPatch(json, catalog.User, caller.Dialect, options.Value));
        var patched = await patch
            .ThenAsync(plan => users.PatchAsync(caller.Call, id, plan, precondition.IfMatch, cancellationToken));
        return patched.Render(done => Show(done.Value, parameters, catalog, Written.By(patch)));
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        ScimCaller caller,
        Precondition precondition,
        UserProvisioning users,
        CancellationToken cancellationToken) =>
        (await users.DeleteAsync(caller.Call, id, precondition.IfMatch, cancellationToken))
            .Render(_ => new NoContent(version: null));

    private static IResult Show(
        UserView user,
        SearchParameters parameters,
        ResourceCatalog catalog,
        IReadOnlySet<string> written,
        int status = StatusCodes.Status200OK) =>
        SearchBinding.Project(parameters, catalog.User).Render(projection => new ScimResource(
            ScimRepresentation.Of(user, catalog.User),
            user.Member.Id.ToString(),
            catalog.User,
            projection.AfterWriting(written),
            status));
}
