using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>
/// Runs a request of the provisioning log again as its connection. Who orders it must be able to give what the connection
/// may give; that it was ordered is in the audit log before it runs, and the run is in the provisioning log.
/// </summary>
public sealed class RequestReplay
{
    // A repeated order is answered with the run that the first one made.
    private static readonly Repeatable<Order> Orders = new(
        order => order.Id.ToString(),
        async (store, workspace, id, token) =>
            await store.ProvisioningLog.FindAsync(workspace, new ProvisioningEntryId(Guid.Parse(id)), token) is { } entry
                ? new Order(entry.Id, null, entry)
                : null);

    private readonly ChangeRunner changes;
    private readonly RequestSeal seal;
    private readonly IProvisioningRecorder? recorder;
    private readonly Func<IRequestReplay?> door;

    /// <param name="recorder">Null on a server without SCIM.</param>
    /// <param name="door">Asked for when it is needed; null on a server without SCIM.</param>
    internal RequestReplay(ChangeRunner changes, RequestSeal seal, IProvisioningRecorder? recorder, Func<IRequestReplay?> door) =>
        (this.changes, this.seal, this.recorder, this.door) = (changes, seal, recorder, door);

    /// <returns>
    /// The run, whatever its status; or why there was none: the request is not in the log or was not kept as it came, or its
    /// connection was removed, is paused, or has no live credential.
    /// </returns>
    public async Task<Result<Committed<ReplayOutcome>>> RunAsync(
        Call call, ProvisioningEntryId id, CancellationToken cancellationToken)
    {
        await (recorder?.FlushAsync(cancellationToken) ?? Task.CompletedTask);
        var ordered = await changes.RunAsync(
            call, Permissions.DirectoryManage, Orders, change => OrderAsync(change, id, cancellationToken), cancellationToken);
        if (!ordered.TryGet(out var committed, out var failure))
        {
            return failure;
        }

        var order = committed.Value;
        var entry = order.Done ?? (call.ValidateOnly || order.Run is null
            ? null
            : await door()!.RunAsync(order.Run, cancellationToken));
        return new Committed<ReplayOutcome>(new ReplayOutcome(entry), committed.Revision, committed.AuditSequence);
    }

    private async ValueTask<Result<Order>> OrderAsync(Change change, ProvisioningEntryId id, CancellationToken cancellationToken)
    {
        var entry = await change.Unit.ProvisioningLog.FindAsync(change.WorkspaceId, id, cancellationToken);
        if (entry is null)
        {
            return ProvisioningLog.NotFound(id);
        }

        var connection = await change.Unit.Directories.FindConnectionAsync(
            change.WorkspaceId, entry.Connection, cancellationToken);
        if (connection is null || connection.Paused)
        {
            return connection is null
                ? Refused("CONNECTION_REMOVED", "The connection of this request was removed.")
                : Refused("CONNECTION_PAUSED", "The connection of this request is paused. Resume it first.");
        }

        if (Authority.ToGrant(change, connection.RoleCeiling) is { } beyond)
        {
            return beyond;
        }

        if (door() is null || seal.Open(entry) is not { } request)
        {
            return Refused("REQUEST_NOT_KEPT", "This request was not kept as it came, so it cannot be run again.");
        }

        if (await CredentialOfAsync(change, connection, cancellationToken) is not { } credential)
        {
            return Refused("CONNECTION_WITHOUT_CREDENTIAL", "The connection has no live token, client secret or federation.");
        }

        var run = new ReplayRun(
            new ProvisioningEntryId(change.NewId()),
            entry,
            request,
            new Actor.Connection(change.WorkspaceId, connection.Id, credential),
            change.Call.RequestId,
            change.Call.Address);
        await change.RecordAsync(
            AuditActions.RequestReplayed,
            $"connection:{connection.Id}",
            [],
            [new AuditChange("request", null, entry.Id.ToString()), new AuditChange("run", null, run.Id.ToString())],
            cancellationToken);
        return new Order(run.Id, run, null);
    }

    // As whatever can speak for the connection now; what has ended since the request came does not.
    private static async ValueTask<ConnectionTokenId?> CredentialOfAsync(
        Change change, DirectoryConnection connection, CancellationToken cancellationToken)
    {
        var tokens = await change.Unit.Directories.ListTokensAsync(change.WorkspaceId, connection.Id, cancellationToken);
        var live = tokens.LastOrDefault(token => token.Use != ConnectionTokenUse.Access && token.IsLive(change.Now));
        return live?.Id ?? (connection.Federation is { } federation ? new ConnectionTokenId(federation.Id) : null);
    }

    private static Failure Refused(string reason, string detail) =>
        new(FailureKind.FailedPrecondition, detail) { Reason = reason };

    private sealed record Order(ProvisioningEntryId Id, ReplayRun? Run, ProvisioningEntry? Done);
}

/// <param name="Entry">The run as the log has it; null when it was only validated.</param>
public sealed record ReplayOutcome(ProvisioningEntry? Entry);
