using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Changes;

/// <summary>
/// The one way in which anything changes: standing, permission, repeated requests, the log and the revision are handled
/// here, in the same transaction as the change.
/// </summary>
internal sealed partial class ChangeRunner(
    IStore store, RoleTable roles, ResourceCatalog catalog, TimeProvider clock, ILogger<ChangeRunner> logger)
{
    internal static readonly TimeSpan RememberRequests = TimeSpan.FromHours(24);

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction for an actor who has <paramref name="permission"/>.
    /// </summary>
    /// <param name="work">
    /// Checks first, then writes and records. May be run more than once, so it has no side effects of its own. A work
    /// that records nothing has changed nothing, and moves no revision. What a refused work wrote is undone, but for
    /// <see cref="Change.KeepRefusal"/>.
    /// </param>
    public async Task<Result<Committed<T>>> RunAsync<T>(
        Call call,
        string permission,
        Repeatable<T> repeatable,
        Func<Change, ValueTask<Result<T>>> work,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var result = await store.CommitAsync(
            async unit =>
            {
                var (committed, keep) = await RunOnceAsync(unit, call, permission, repeatable, work, cancellationToken);
                return new Outcome<Result<Committed<T>>>(committed, keep && !call.ValidateOnly);
            },
            cancellationToken);

        if (result.TryGet(out var done, out var failure))
        {
            Log.Committed(logger, permission, call.Workspace.Value, done.Revision);
        }
        else
        {
            Log.Refused(logger, permission, call.Workspace.Value, failure.Kind);
        }

        return result;
    }

    private async ValueTask<(Result<Committed<T>> Committed, bool Keep)> RunOnceAsync<T>(
        IUnitOfWork unit,
        Call call,
        string permission,
        Repeatable<T> repeatable,
        Func<Change, ValueTask<Result<T>>> work,
        CancellationToken cancellationToken)
        where T : notnull
    {
        var now = clock.GetUtcNow();
        var standing = await Standings.GetAsync(PointReads.Of(unit), roles, call.Actor, now, cancellationToken);
        if (!standing.TryGet(out var actor, out var failure))
        {
            return (failure, false);
        }

        var allowed = (call.IsAtHome && actor.May(permission))
            || await TenantAdmins.MayAsync(unit, call, permission, cancellationToken);
        if ((allowed || (repeatable.AnsweredUnder is { } enough && call.IsAtHome && actor.May(enough)))
            && call.Repeat is { } repeat
            && await unit.Idempotency.FindAsync(KeyOf(call, repeat), cancellationToken) is { } earlier)
        {
            return (await AnswerAgainAsync(unit, call, repeat, earlier, repeatable, cancellationToken), false);
        }

        if (!allowed)
        {
            return (Denials.OfPermission(permission), false);
        }

        if (!repeatable.MakesTheWorkspace
            && (call.Actor is Actor.Operator || !call.IsAtHome)
            && await unit.Workspaces.FindAsync(call.Workspace, cancellationToken) is null)
        {
            return (Failure.NotFound("Workspace", call.Workspace.Value), false);
        }

        var head = await unit.Workspaces.GetHeadAsync(call.Workspace, cancellationToken);
        var change = new Change(unit, roles, catalog, call, actor, now, head);
        var result = await work(change);
        if (!result.TryGet(out var value, out failure))
        {
            if (change.KeepsRefusal)
            {
                await change.CloseAsync(cancellationToken);
            }

            return (failure, change.KeepsRefusal);
        }

        if (change.Recorded)
        {
            await change.CloseAsync(cancellationToken);
        }

        var committed = new Committed<T>(
            value, change.Head.Revision, change.Recorded ? change.Head.AuditSequence : 0);
        await RememberAsync(unit, call, repeatable.IdOf(value), committed.Revision, committed.AuditSequence, now, cancellationToken);
        return (committed, change.Recorded || call.Repeat is not null);
    }

    private static async ValueTask RememberAsync(
        IUnitOfWork unit,
        Call call,
        string resultId,
        long revision,
        long auditSequence,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (call.Repeat is not { } repeat || call.ValidateOnly)
        {
            return;
        }

        await unit.Idempotency.RemoveOlderThanAsync(now - RememberRequests, limit: 16, cancellationToken);
        await unit.Idempotency.AddAsync(
            new IdempotencyRecord(KeyOf(call, repeat), repeat.Fingerprint, resultId, revision, auditSequence, now),
            cancellationToken);
    }

    private static async ValueTask<Result<Committed<T>>> AnswerAgainAsync<T>(
        IUnitOfWork unit,
        Call call,
        RepeatKey repeat,
        IdempotencyRecord earlier,
        Repeatable<T> repeatable,
        CancellationToken cancellationToken)
        where T : notnull
    {
        if (!CryptographicOperations.FixedTimeEquals(earlier.Fingerprint.Span, repeat.Fingerprint.Span))
        {
            return new Failure(
                FailureKind.InvalidValue,
                "This request_id was used before for a request with other fields. Use a new one for each request.")
            {
                Attribute = "request_id",
                Reason = "REQUEST_ID_REUSED",
            };
        }

        var result = await repeatable.LoadAsync(unit, call.Workspace, earlier.Result, cancellationToken);
        return result is null
            ? new Failure(FailureKind.NotFound, "The request was carried out before; its result no longer exists.")
            : new Committed<T>(result, earlier.Revision, earlier.AuditSequence);
    }

    private static string KeyOf(Call call, RepeatKey repeat) =>
        string.Join('\n', call.Workspace.Value, call.Actor.Name, repeat.Method, repeat.ClientRequestId);

    private static partial class Log
    {
        [LoggerMessage(
            1001,
            LogLevel.Debug,
            "Committed a change under {Permission} in workspace {WorkspaceId} at revision {Revision}")]
        public static partial void Committed(ILogger logger, string permission, string workspaceId, long revision);

        [LoggerMessage(1002, LogLevel.Information, "Refused a change under {Permission} in workspace {WorkspaceId}: {Kind}")]
        public static partial void Refused(ILogger logger, string permission, string workspaceId, FailureKind kind);
    }
}
