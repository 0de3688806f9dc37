using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Changes;

/// <summary>What a tenant admin may do beyond the role in their own workspace.</summary>
internal static class TenantAdmins
{
    /// <summary>
    /// Whether the actor, whose standing was found good, is an admin of the tenant that the call's workspace belongs
    /// to.
    /// </summary>
    public static async ValueTask<bool> MayAsync(
        IStoreReader store, Call call, string permission, CancellationToken cancellationToken)
    {
        if (permission != Permissions.TenantAdminister || call.Actor is not Actor.SignedIn admin)
        {
            return false;
        }

        // A workspace that does not exist yet will belong to the tenant of the admin who creates it.
        var target = await store.Workspaces.FindAsync(call.Workspace, cancellationToken)
            ?? await store.Workspaces.FindAsync(admin.Workspace, cancellationToken);
        return target is not null && await IsAdminAsync(store, admin, target.Tenant, cancellationToken);
    }

    /// <summary>Whether the actor is a signed-in admin of that tenant.</summary>
    /// <remarks>Only in person: a key never carries what its creator may do outside the workspace.</remarks>
    public static async ValueTask<bool> IsAdminAsync(
        IStoreReader store, Actor actor, TenantId tenant, CancellationToken cancellationToken) =>
        actor is Actor.SignedIn admin
        && await store.Workspaces.FindTenantAsync(tenant, cancellationToken) is { } found
        && found.Admins.Contains(new TenantAdmin(admin.Workspace, admin.Member));
}
