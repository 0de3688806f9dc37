using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Retention;

/// <summary>Changes that the server makes by itself, under its lease.</summary>
internal static class ServerCalls
{
    private const string LeaseLost = "LEASE_LOST";

    private static readonly Repeatable<object> Once = new(_ => "", (_, _, _, _) => default);

    /// <param name="work">Checks, writes and records; false where there is nothing to do after all.</param>
    /// <returns>What the work answered.</returns>
    /// <exception cref="LeaseLostException">The lease is over; nothing was changed.</exception>
    public static async Task<bool> RunAsync(
        ChangeRunner changes,
        WorkTurn turn,
        WorkspaceId workspace,
        Func<Change, ValueTask<bool>> work,
        CancellationToken cancellationToken)
    {
        var call = new Call(
            new Actor.Server(), workspace, Door.System, Guid.CreateVersion7().ToString("D"), Address: null);
        var done = await changes.RunAsync(
            call,
            Permissions.TenantAdminister,
            Once,
            async change => await turn.HoldsAsync(change.Unit, cancellationToken)
                ? Result.Of<object>(await work(change))
                : new Failure(FailureKind.FailedPrecondition, "Another server does this work now.") { Reason = LeaseLost },
            cancellationToken);
        if (done.TryGet(out var committed, out var failure))
        {
            return committed.Value is true;
        }

        throw failure.Reason == LeaseLost ? new LeaseLostException() : new InvalidOperationException(failure.Detail);
    }
}
