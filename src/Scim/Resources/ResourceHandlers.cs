using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Resources;

/// <summary>What the endpoints of one resource type do: bind, call, render.</summary>
internal sealed class ResourceHandlers(ResourceTypeDefinition type)
{
    public ResourceTypeDefinition Type => type;

    public Task<IResult> ListAsync(
        ScimCaller caller, SearchParameters parameters, Searches searches, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, parameters, [type], cancellationToken);

    public Task<IResult> SearchAsync(
        ScimCaller caller, ScimBody body, Searches searches, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, body, [type], cancellationToken);

    public async Task<IResult> GetAsync(
        string id,
        ScimCaller caller,
        SearchParameters parameters,
        ResourceProvisioning resources,
        CancellationToken cancellationToken) =>
        (await resources.GetAsync(caller.Call, type, id, cancellationToken))
            .Render(found => Show(found, parameters, Written.Nothing));

    public async Task<IResult> CreateAsync(
        ScimCaller caller,
        ScimBody body,
        SearchParameters parameters,
        ResourceProvisioning resources,
        CancellationToken cancellationToken)
    {
        var created = await body.Json
            .Then(json => ResourceReader.Read(json, type, caller.Dialect))
            .ThenAsync(resource => resources.CreateAsync(caller.Call, type, resource, cancellationToken));
        return created.Render(done => Show(
            done.Value, parameters, Written.By(body, type, caller.Dialect), StatusCodes.Status201Created));
    }

    public async Task<IResult> ReplaceAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        ResourceProvisioning resources,
        CancellationToken cancellationToken)
    {
        var replaced = await body.Json
            .Then(json => BodyBinding.ReadReplacement(json, type, caller.Dialect))
            .ThenAsync(replacement => resources.ReplaceAsync(
                caller.Call, type, id, replacement, precondition.IfMatch, cancellationToken));
        return replaced.Render(done => Show(done.Value, parameters, Written.By(body, type, caller.Dialect)));
    }

    public async Task<IResult> PatchAsync(
        string id,
        ScimCaller caller,
        ScimBody body,
        Precondition precondition,
        SearchParameters parameters,
        ResourceProvisioning resources,
        IOptions<ScimOptions> options,
        CancellationToken cancellationToken)
    {
        var patch = body.Json.Then(json => BodyBinding.ReadPatch(json, type, caller.Dialect, options.Value));
        var patched = await patch.ThenAsync(
            plan => resources.PatchAsync(caller.Call, type, id, plan, precondition.IfMatch, cancellationToken));
        return patched.Render(done => Show(done.Value, parameters, Written.By(patch)));
    }

    public async Task<IResult> DeleteAsync(
        string id,
        ScimCaller caller,
        Precondition precondition,
        ResourceProvisioning resources,
        CancellationToken cancellationToken) =>
        (await resources.DeleteAsync(caller.Call, type, id, precondition.IfMatch, cancellationToken))
            .Render(_ => new NoContent(version: null));

    private IResult Show(
        Resource resource,
        SearchParameters parameters,
        IReadOnlySet<string> written,
        int status = StatusCodes.Status200OK) =>
        SearchBinding.Project(parameters, type).Render(projection => new ScimResource(
            ScimRepresentation.Of(resource, type),
            resource.Id.ToString(),
            type,
            projection.AfterWriting(written),
            status));
}
