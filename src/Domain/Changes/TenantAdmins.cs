using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Changes;

/// <summary>What a tenant admin may do beyond the role in their own workspace.</summary>
internal static class TenantAdmins
{
    /// <summary>Whether the actor, whose standing was found good, is a signed-in admin of the tenant.</summary>
    /// <remarks>Only in person: a key never carries what its creator may do outside the workspace.</remarks>
    public static async ValueTask<bool> MayAsync(
        IStoreReader store, Call call, string permission, CancellationToken cancellationToken)
    {
        if (permission != Permissions.TenantAdminister || call.Actor is not Actor.SignedIn admin)
        {
            return false;
        }

        var home = await store.Workspaces.FindAsync(admin.Workspace, cancellationToken);
        var tenant = home is null ? null : await store.Workspaces.FindTenantAsync(home.Tenant, cancellationToken);
        return tenant is not null
            && tenant.Admins.Contains(new TenantAdmin(admin.Workspace, admin.Member))
            && await IsOfTenantAsync(store, call.Workspace, tenant.Id, cancellationToken);
    }

    // A workspace that does not exist yet belongs to whichever tenant creates it.
    private static async ValueTask<bool> IsOfTenantAsync(
        IStoreReader store, WorkspaceId workspace, TenantId tenant, CancellationToken cancellationToken)
    {
        var target = await store.Workspaces.FindAsync(workspace, cancellationToken);
        return target is null || target.Tenant == tenant;
    }
}
