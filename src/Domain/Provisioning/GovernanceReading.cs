using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// What a directory connection can assign to its users: the roles from its default to its ceiling, and the deployment's
/// entitlements. Made of the role table, so nobody writes it here.
/// </summary>
public sealed class GovernanceReading
{
    /// <summary>The longest that Okta takes, in characters.</summary>
    private const int MaxDescription = 1_000;

    private const int VersionLength = 4;

    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly RoleTable roles;
    private readonly ResourceCatalog catalog;

    internal GovernanceReading(IStore store, ReadGuard guard, RoleTable roles, ResourceCatalog catalog) =>
        (this.store, this.guard, this.roles, this.catalog) = (store, guard, roles, catalog);

    /// <param name="type">One of <see cref="ResourceCatalog.Governance"/>.</param>
    /// <returns>
    /// The resource without addresses, or <see cref="FailureKind.NotFound"/>: also for a role that the connection cannot give.
    /// </returns>
    public async Task<Result<JsonObject>> GetAsync(
        Call call, ResourceTypeDefinition type, string id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var all = await ListAsync(call, type, cancellationToken);
        return all.FirstOrDefault(each => each["id"]!.GetValue<string>() == id) is { } found
            ? found
            : Failure.NotFound(type.Name, id);
    }

    /// <summary>All of them, in the role table's order. For a call that was found good.</summary>
    internal async ValueTask<IReadOnlyList<JsonObject>> ListAsync(
        Call call, ResourceTypeDefinition type, CancellationToken cancellationToken)
    {
        if (type == catalog.Entitlement)
        {
            return [.. roles.Entitlements.Select(each => Represent(type, each.Id, each.DisplayName, each.Type, each.Description))];
        }

        var connection = call.Actor is Actor.Connection actor
            ? await store.FindConnectionAsync(actor.Workspace, actor.Id, cancellationToken)
            : null;
        return connection is null
            ? []
            : [.. Assignable(connection).Select(role =>
                Represent(type, role.Name.Value, role.Name.Value, "Workspace role", role.Description))];
    }

    // Each of these takes effect: what is above the ceiling is capped, and nobody gets less than the default.
    private IEnumerable<Role> Assignable(DirectoryConnection connection)
    {
        var ceiling = roles[connection.RoleCeiling];
        var floor = roles[connection.DefaultRole].OrLower(ceiling);
        return roles.Roles.Where(
            role => role.Name != RoleName.Owner && role.Rank >= floor.Rank && role.Rank <= ceiling.Rank);
    }

    private static JsonObject Represent(
        ResourceTypeDefinition type, string id, string displayName, string kind, string description)
    {
        var resource = new JsonObject
        {
            ["schemas"] = new JsonArray(type.Schema.Id),
            ["id"] = id,
            ["displayName"] = displayName,
            ["type"] = kind,
        };
        if (description.Length > 0)
        {
            resource["description"] = description.Length <= MaxDescription ? description : description[..MaxDescription];
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(resource.ToJsonString())).AsSpan(0, VersionLength);
        resource["meta"] = new JsonObject
        {
            ["resourceType"] = type.Name,
            ["version"] = $"W/\"{Convert.ToHexStringLower(hash)}\"",
        };
        return resource;
    }
}
