using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Me;

/// <summary>
/// <c>/Me</c>, the signed-in member's own User (RFC 7644 §3.11). For sessions only, as everything else is for connections
/// only.
/// </summary>
internal static class MeEndpoints
{
    private const string Allow = "GET, HEAD, PUT, PATCH, OPTIONS";

    public static void MapMe(this IEndpointRouteBuilder scim)
    {
        var me = scim.MapGroup("/Me").WithTags("Me");
        ((IEndpointConventionBuilder)me).Add(NamePermanentAddress);

        me.MapMethods("", ["GET", "HEAD"], GetAsync).WithName("scim.me.get");
        me.MapPut("", ReplaceAsync).WithName("scim.me.replace");
        me.MapPatch("", PatchAsync).WithName("scim.me.patch");
        me.MapDelete("", RefuseDelete).WithName("scim.me.delete");

        me.MapOtherMethods("", Allow);
    }

    private static async Task<IResult> GetAsync(
        ScimCaller caller,
        SearchParameters parameters,
        OwnProfile profile,
        ResourceCatalog catalog,
        CancellationToken cancellationToken) =>
        (await profile.GetAsync(caller.Call, cancellationToken)).Render(found => Show(found, parameters, catalog, Written.Nothing));

    private static async Task<IResult> ReplaceAsync(
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        OwnProfile profile,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var replaced = await body.Json
            .Then(json => BodyBinding.ReadReplacement(json, catalog.User, caller.Dialect))
            .ThenAsync(own => profile.ReplaceAsync(caller.Call, own, precondition.IfMatch, cancellationToken));
        return replaced.Render(
            done => Show(done.Value, parameters, catalog, Written.By(body, catalog.User, caller.Dialect)));
    }

    private static async Task<IResult> PatchAsync(
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        OwnProfile profile,
        IOptions<ScimOptions> options,
        ResourceCatalog catalog,
        CancellationToken cancellationToken)
    {
        var patch = body.Json.Then(json => BodyBinding.ReadPatch(json, catalog.User, caller.Dialect, options.Value));
        var patched = await patch
            .ThenAsync(plan => profile.PatchAsync(caller.Call, plan, precondition.IfMatch, cancellationToken));
        return patched.Render(done => Show(done.Value, parameters, catalog, Written.By(patch)));
    }

    private static Task RefuseDelete(HttpContext context) => ErrorBody.WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        "Members do not remove themselves. Ask an owner or admin of the workspace.");

    private static IResult Show(
        UserView user, SearchParameters parameters, ResourceCatalog catalog, IReadOnlySet<string> written) =>
        SearchBinding.Project(parameters, catalog.User).Render(projection => new ScimResource(
            ScimRepresentation.Of(user, catalog.User),
            user.Member.Id.ToString(),
            catalog.User,
            projection.AfterWriting(written),
            StatusCodes.Status200OK));

    // RFC 7644 §3.11: Location is the permanent address "in any response", refusals included.
    private static void NamePermanentAddress(EndpointBuilder endpoint)
    {
        var handle = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            if (ActorIdentity.Of(context.User) is Actor.SignedIn own)
            {
                var services = context.RequestServices;
                context.Response.Headers.Location = services.GetRequiredService<Locations>().Of(
                    services.GetRequiredService<ResourceCatalog>().User, own.Member.ToString());
            }

            return handle(context);
        };
    }
}
