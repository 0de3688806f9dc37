using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Governance;

/// <summary>What the endpoints of one of these resource types do: bind, call, render.</summary>
internal sealed class GovernanceHandlers(ResourceTypeDefinition type)
{
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
        GovernanceReading governance,
        CancellationToken cancellationToken)
    {
        // The one character that servers leave encoded in a path; a role's name may have it.
        var name = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var found = await governance.GetAsync(caller.Call, type, name, cancellationToken);
        return found.Render(resource => SearchBinding.Project(parameters, type).Render(
            projection => new ScimResource(resource, name, type, projection, StatusCodes.Status200OK)));
    }
}
