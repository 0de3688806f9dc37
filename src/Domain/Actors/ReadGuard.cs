using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Actors;

/// <summary>The check before a read: the actor still stands, and has the permission.</summary>
internal sealed class ReadGuard(IStore store, RoleTable roles, TimeProvider clock)
{
    private readonly PointReads reads = PointReads.Of(store);

    public async ValueTask<Result<Standing>> RequireAsync(
        Call call, string permission, CancellationToken cancellationToken)
    {
        var standing = await Standings.GetAsync(reads, roles, call.Actor, clock.GetUtcNow(), cancellationToken);
        if (!standing.TryGet(out var actor, out var failure))
        {
            return failure;
        }

        return call.IsAtHome && actor.May(permission) ? actor : Denials.OfPermission(permission);
    }
}
