using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>Lists resources for a directory connection, of one type or of several at once (RFC 7644 §3.4.2).</summary>
public sealed class ResourceListing
{
    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly ResourceCatalog catalog;
    private readonly UserReading users;
    private readonly GroupReading groups;
    private readonly GovernanceReading governance;

    internal ResourceListing(
        IStore store,
        ReadGuard guard,
        ResourceCatalog catalog,
        UserReading users,
        GroupReading groups,
        GovernanceReading governance)
    {
        (this.store, this.guard, this.catalog) = (store, guard, catalog);
        (this.users, this.groups, this.governance) = (users, groups, governance);
    }

    /// <summary>
    /// One page. Without a sort order resources come type by type, each in order of creation; deactivated users are
    /// among them.
    /// </summary>
    public async Task<Result<ListPage>> ListAsync(Call call, ResourceQuery query, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var sources = query.Types.Select(type => SourceOf(type.Type, call)).ToList();
        return await new ListReader(query, sources).ReadAsync(cancellationToken);
    }

    private ResourceSource SourceOf(ResourceTypeDefinition type, Call call) =>
        type == catalog.User ? new UserSource(store, users, type, call)
        : type == catalog.Group ? new GroupSource(store, groups, type, call)
        : catalog.Governance.Contains(type) ? new GovernanceSource(governance, type, call)
        : new OwnSource(store, type, call);
}
