using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Reading what the directory connections of a workspace sent, and what they were answered.</summary>
public sealed class ProvisioningLog
{
    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly IProvisioningRecorder? recorder;

    /// <param name="recorder">Null on a server without SCIM.</param>
    internal ProvisioningLog(IStore store, ReadGuard guard, IProvisioningRecorder? recorder) =>
        (this.store, this.guard, this.recorder) = (store, guard, recorder);

    /// <summary>Matching entries, newest first; what was answered before the call is among them.</summary>
    /// <param name="limit">1 to 1,000; fewer may come back although there are more.</param>
    public async Task<Result<ProvisioningListing>> ListAsync(
        Call call, ProvisioningQuery query, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        await FlushAsync(cancellationToken);
        var page = await store.ReadAsync(
            reader => reader.ProvisioningLog.ListAsync(call.Workspace, query, limit, cancellationToken), cancellationToken);
        return new ProvisioningListing(page, recorder?.DroppedOf(call.Workspace) ?? 0);
    }

    public async Task<Result<ProvisioningEntry>> GetAsync(
        Call call, ProvisioningEntryId id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        await FlushAsync(cancellationToken);
        return await store.ReadAsync(
            reader => reader.ProvisioningLog.FindAsync(call.Workspace, id, cancellationToken), cancellationToken)
            is { } found
            ? found
            : NotFound(id);
    }

    internal static Failure NotFound(ProvisioningEntryId id) => Failure.NotFound("Provisioning request", id.ToString());

    private Task FlushAsync(CancellationToken cancellationToken) =>
        recorder?.FlushAsync(cancellationToken) ?? Task.CompletedTask;
}

/// <param name="Dropped">Entries of the workspace that could not be kept since the server started.</param>
public sealed record ProvisioningListing(ProvisioningPage Page, long Dropped);
