using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Ownership;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Passing ownership on, and preparing for the day it must pass by itself.</summary>
public sealed class OwnershipAdministration
{
    private const int MaxSuccessors = 20;

    private static readonly Repeatable<Ownership> Repeatable = new(
        _ => "",
        async (store, workspace, _, token) =>
            await store.Workspaces.FindAsync(workspace, token) is { } found ? Ownership.Of(found) : null)
    {
        AnsweredUnder = Permissions.OwnershipRead, // whoever has passed ownership on may not do so any more
    };

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;

    internal OwnershipAdministration(IStore store, ChangeRunner changes, ReadGuard guard) =>
        (this.store, this.changes, this.guard) = (store, changes, guard);

    public async Task<Result<Ownership>> GetAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.OwnershipRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var workspace = await store.FindWorkspaceAsync(call.Workspace, cancellationToken);
        return workspace is null ? Failure.NotFound("Workspace", call.Workspace.Value) : Ownership.Of(workspace);
    }

    /// <summary>Makes another active member owner at once; the owner until now keeps a role below.</summary>
    /// <returns>
    /// The ownership, or: the caller is not the owner in person (<see cref="FailureKind.PermissionDenied"/>), the
    /// target is not an active member (<see cref="FailureKind.FailedPrecondition"/>) or unknown (<see
    /// cref="FailureKind.NotFound"/>).
    /// </returns>
    public Task<Result<Committed<Ownership>>> TransferAsync(
        Call call, MemberId newOwner, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            Permissions.OwnershipTransfer,
            etag,
            async (change, workspace) =>
            {
                if (workspace.Owner is not { } owner || call.Actor is not Actor.SignedIn signedIn || signedIn.Member != owner)
                {
                    return new Failure(FailureKind.PermissionDenied, "Only the owner in person, not a key, passes ownership on.")
                    {
                        Reason = "NOT_THE_OWNER",
                    };
                }

                return newOwner == owner
                    ? null
                    : await MakeOwnerAsync(change, newOwner, AuditActions.OwnershipTransferred, cancellationToken);
            },
            cancellationToken);

    /// <summary>Gives a vacant workspace an owner again; for tenant admins and operators.</summary>
    /// <returns>
    /// The ownership, or <see cref="FailureKind.FailedPrecondition"/> while the workspace has an owner.
    /// </returns>
    public Task<Result<Committed<Ownership>>> AppointOwnerAsync(
        Call call, MemberId newOwner, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            Permissions.TenantAdminister,
            etag: null,
            async (change, workspace) => workspace.Owner is not null
                ? new Failure(FailureKind.FailedPrecondition, "The workspace has an owner. Only they can pass ownership on.")
                {
                    Reason = "OWNERSHIP_NOT_VACANT",
                }
                : await MakeOwnerAsync(change, newOwner, AuditActions.OwnershipAppointed, cancellationToken),
            cancellationToken);

    /// <summary>Names who takes over when the owner leaves, in order.</summary>
    /// <param name="successors">At most 20 members without the owner and without duplicates; empty for none.</param>
    public Task<Result<Committed<Ownership>>> SetSuccessorsAsync(
        Call call, IReadOnlyList<MemberId> successors, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            Permissions.OwnershipSuccession,
            etag,
            async (change, workspace) =>
            {
                if (await CheckSuccessorsAsync(change, workspace, successors, cancellationToken) is { } refused)
                {
                    return refused;
                }

                await change.UpdateWorkspaceAsync(workspace with { Successors = successors }, cancellationToken);
                await change.RecordAsync(
                    AuditActions.SuccessorsSet,
                    $"workspace:{workspace.Id}",
                    successors.Concat(workspace.Successors),
                    [new AuditChange("successors", TextOf(workspace.Successors), TextOf(successors))],
                    cancellationToken);
                return null;
            },
            cancellationToken);

    /// <param name="member">An active member; null for the owner, whoever that is.</param>
    public Task<Result<Committed<Ownership>>> SetBillingOwnerAsync(
        Call call, MemberId? member, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            Permissions.OwnershipSuccession,
            etag,
            async (change, workspace) =>
            {
                if (member is { } id
                    && !(await FindActiveAsync(change, id, cancellationToken)).TryGet(out _, out var failure))
                {
                    return failure;
                }

                await change.UpdateWorkspaceAsync(workspace with { BillingOwner = member }, cancellationToken);
                await change.RecordAsync(
                    AuditActions.BillingOwnerSet,
                    $"workspace:{workspace.Id}",
                    ((MemberId?[])[member, workspace.BillingOwner]).OfType<MemberId>(),
                    [new AuditChange("billingOwner", workspace.BillingOwner?.ToString(), member?.ToString())],
                    cancellationToken);
                return null;
            },
            cancellationToken);

    private Task<Result<Committed<Ownership>>> ChangeAsync(
        Call call,
        string permission,
        long? etag,
        Func<Change, Workspace, ValueTask<Failure?>> work,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            permission,
            Repeatable,
            async change =>
            {
                var workspace = await change.Unit.Workspaces.FindAsync(change.WorkspaceId, cancellationToken);
                if (workspace is null)
                {
                    return (Result<Ownership>)Failure.NotFound("Workspace", change.WorkspaceId.Value);
                }

                if (etag is { } seen && seen != workspace.Version)
                {
                    return Denials.OfVersion(workspace.Version);
                }

                return await work(change, workspace) is { } refused
                    ? refused
                    : Ownership.Of(await change.GetWorkspaceAsync(cancellationToken));
            },
            cancellationToken);

    private static async ValueTask<Failure?> MakeOwnerAsync(
        Change change, MemberId id, string action, CancellationToken cancellationToken)
    {
        var found = await FindActiveAsync(change, id, cancellationToken);
        if (!found.TryGet(out var member, out var failure))
        {
            return failure;
        }

        await Succession.PassToAsync(change, member, action, cancellationToken);
        return null;
    }

    private static async ValueTask<Result<Member>> FindActiveAsync(
        Change change, MemberId id, CancellationToken cancellationToken)
    {
        var member = await change.Unit.Members.FindAsync(change.WorkspaceId, id, cancellationToken);
        return member switch
        {
            null => Failure.NotFound("Member", id.ToString()),
            { IsActive: false } => new Failure(FailureKind.FailedPrecondition, "The member is deactivated. Name an active one.")
            {
                Reason = "MEMBER_NOT_ACTIVE",
            },
            _ => member,
        };
    }

    private static async ValueTask<Failure?> CheckSuccessorsAsync(
        Change change, Workspace workspace, IReadOnlyList<MemberId> successors, CancellationToken cancellationToken)
    {
        if (successors.Count > MaxSuccessors || successors.Distinct().Count() != successors.Count)
        {
            return Failure.InvalidValue("successors", $"At most {MaxSuccessors} members, each once, can be successors.");
        }

        foreach (var successor in successors)
        {
            if (successor == workspace.Owner)
            {
                return Failure.InvalidValue("successors", "The owner cannot be their own successor.");
            }

            if (!(await FindActiveAsync(change, successor, cancellationToken)).TryGet(out _, out var failure))
            {
                return failure;
            }
        }

        return null;
    }

    private static string TextOf(IEnumerable<MemberId> members) => string.Join(' ', members);
}
