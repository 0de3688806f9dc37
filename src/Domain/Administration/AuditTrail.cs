using System.Security.Cryptography;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Reading a workspace's log, and proving that it is whole.</summary>
public sealed class AuditTrail
{
    private const int VerifyStep = 500;

    private readonly IStore store;
    private readonly ReadGuard guard;

    internal AuditTrail(IStore store, ReadGuard guard) => (this.store, this.guard) = (store, guard);

    /// <summary>Matching events, oldest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<Result<AuditPage>> QueryAsync(
        Call call, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AuditRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        return await store.ReadAsync(
            reader => reader.Audit.QueryAsync(call.Workspace, query, limit, cancellationToken), cancellationToken);
    }

    /// <summary>Computes the whole chain again, up to the head as it is when the call begins.</summary>
    public async Task<Result<ChainVerification>> VerifyAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AuditRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var head = await store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(call.Workspace, cancellationToken), cancellationToken);
        return await VerifyAsync(call.Workspace, head, cancellationToken);
    }

    private async Task<ChainVerification> VerifyAsync(
        WorkspaceId workspace, WorkspaceHead head, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> previous = ReadOnlyMemory<byte>.Empty;
        var verified = 0L;
        while (verified < head.AuditSequence)
        {
            var before = verified;
            var query = new AuditQuery { AfterSequence = verified };
            var page = await store.ReadAsync(
                reader => reader.Audit.QueryAsync(workspace, query, VerifyStep, cancellationToken), cancellationToken);
            foreach (var found in page.Events.TakeWhile(found => found.Sequence <= head.AuditSequence))
            {
                if (found.Sequence != verified + 1
                    || !CryptographicOperations.FixedTimeEquals(AuditChain.Hash(previous, found), found.Hash.Span))
                {
                    return new ChainVerification(Intact: false, verified, verified + 1, previous);
                }

                (previous, verified) = (found.Hash, found.Sequence);
            }

            if (verified == before)
            {
                return new ChainVerification(Intact: false, verified, verified + 1, previous);
            }
        }

        return previous.Span.SequenceEqual(head.AuditHash.Span)
            ? new ChainVerification(Intact: true, verified, BrokenAt: null, previous)
            : new ChainVerification(Intact: false, verified, head.AuditSequence, previous);
    }
}

/// <param name="Events">How many events hold together from the first on.</param>
/// <param name="BrokenAt">
/// The sequence of the first event that is missing or does not fit; null when the chain is intact.
/// </param>
/// <param name="HeadHash">The hash of the last event that holds.</param>
public sealed record ChainVerification(bool Intact, long Events, long? BrokenAt, ReadOnlyMemory<byte> HeadHash);
