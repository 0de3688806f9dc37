using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Actors;

/// <summary>The check before a read: the actor still stands, and has the permission.</summary>
internal sealed class ReadGuard(IStore store, RoleTable roles, TimeProvider clock)
{
    private readonly PointReads reads = PointReads.Of(store);
    private readonly KnownWorkspaces workspaces = new(store);

    public async ValueTask<Result<Standing>> RequireAsync(
        Call call, string permission, CancellationToken cancellationToken)
    {
        var standing = await Standings.GetAsync(reads, roles, call.Actor, clock.GetUtcNow(), cancellationToken);
        if (!standing.TryGet(out var actor, out var failure))
        {
            return failure;
        }

        if (!call.IsAtHome || !actor.May(permission))
        {
            return Denials.OfPermission(permission);
        }

        // Whoever has a home is in one that is there; an operator names any, or none.
        return call.Actor is Actor.Operator && call.Workspace.Value.Length > 0
            && !await workspaces.HasAsync(call.Workspace, cancellationToken)
            ? Failure.NotFound("Workspace", call.Workspace.Value)
            : actor;
    }
}
