using System.Globalization;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Domain.Administration;

/// <summary>Making workspaces and changing their settings.</summary>
public sealed class WorkspaceAdministration
{
    /// <summary>How long the session lasts that a new workspace's owner gets.</summary>
    public static readonly TimeSpan FirstSession = TimeSpan.FromDays(365);

    private const int MaxDisplayName = 256;
    private const int MaxUserName = 256;
    private const int MaxGraceDays = 365;

    private static readonly Repeatable<NewWorkspaceOutcome> Created = new(
        outcome => outcome.Owner.Id.ToString(),
        async (store, workspace, owner, token) =>
            await store.Workspaces.FindAsync(workspace, token) is { } found
            && await store.Members.FindAsync(workspace, new MemberId(Guid.Parse(owner)), token) is { } member
                ? new NewWorkspaceOutcome(found, member, OwnerToken: null)
                : null)
    {
        MakesTheWorkspace = true,
    };

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;
    private readonly TokenPepper pepper;

    internal WorkspaceAdministration(IStore store, ChangeRunner changes, ReadGuard guard, TokenPepper pepper) =>
        (this.store, this.changes, this.guard, this.pepper) = (store, changes, guard, pepper);

    /// <summary>Makes a workspace and its owner; for operators, and for admins of the tenant.</summary>
    /// <param name="call">Names the new workspace.</param>
    /// <returns>
    /// The workspace, its owner and a session token for them, or: the id is taken (<see
    /// cref="FailureKind.Uniqueness"/>), an import of it was begun and is not finished (<see
    /// cref="FailureKind.FailedPrecondition"/>), a value out of bounds (<see cref="FailureKind.InvalidValue"/>).
    /// </returns>
    public Task<Result<Committed<NewWorkspaceOutcome>>> CreateAsync(
        Call call, NewWorkspace wanted, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.TenantAdminister,
            Created,
            async change => (Check(wanted) ?? await CheckPlaceAsync(change, wanted, cancellationToken)) is { } refused
                ? (Result<NewWorkspaceOutcome>)refused
                : await WorkspaceCreation.AddAsync(
                    change,
                    wanted,
                    TokenText.Create(TokenKind.Session, change.NewId()),
                    pepper,
                    FirstSession,
                    cancellationToken),
            cancellationToken);

    /// <summary>The caller's workspace; an operator names any.</summary>
    public async Task<Result<WorkspaceView>> GetAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.WorkspaceRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        return await store.ReadAsync<Result<WorkspaceView>>(
            async reader => await reader.Workspaces.FindAsync(call.Workspace, cancellationToken) is { } workspace
                ? new WorkspaceView(workspace, await reader.Workspaces.GetHeadAsync(call.Workspace, cancellationToken))
                : Failure.NotFound("Workspace", call.Workspace.Value),
            cancellationToken);
    }

    /// <summary>
    /// The workspaces of a tenant in order of their ids; for operators, and for admins of that tenant.
    /// </summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<Result<IReadOnlyList<Workspace>>> ListAsync(
        Call call, TenantId tenant, WorkspaceId? after, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.WorkspaceRead, cancellationToken);
        if (!standing.TryGet(out var actor, out var failure))
        {
            return failure;
        }

        return await store.ReadAsync(
            async reader => actor.May(Permissions.TenantAdminister)
                || await TenantAdmins.IsAdminAsync(reader, call.Actor, tenant, cancellationToken)
                    ? Result.Of(await reader.Workspaces.ListAsync(tenant, after, limit, cancellationToken))
                    : Denials.OfPermission(Permissions.TenantAdminister),
            cancellationToken);
    }

    /// <summary>Changes settings. The seat limit is the plan's: only operators set it.</summary>
    /// <param name="etag">The version the caller saw; null to change whatever is there.</param>
    public Task<Result<Committed<Workspace>>> UpdateAsync(
        Call call, WorkspaceChanges wanted, long? etag, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            wanted.SeatLimit is null ? Permissions.WorkspaceUpdate : Permissions.TenantAdminister,
            Repeatables.Workspace,
            async change =>
            {
                var workspace = await change.Unit.Workspaces.FindAsync(change.WorkspaceId, cancellationToken);
                if (workspace is null)
                {
                    return (Result<Workspace>)Failure.NotFound("Workspace", change.WorkspaceId.Value);
                }

                if (etag is { } seen && seen != workspace.Version)
                {
                    return Denials.OfVersion(workspace.Version);
                }

                return Check(wanted) is { } refused
                    ? refused
                    : await StoreAsync(change, workspace, wanted, cancellationToken);
            },
            cancellationToken);

    private static async ValueTask<Workspace> StoreAsync(
        Change change, Workspace before, WorkspaceChanges wanted, CancellationToken cancellationToken)
    {
        var after = before with
        {
            DisplayName = wanted.DisplayName ?? before.DisplayName,
            DepartedKeys = wanted.DepartedKeys ?? before.DepartedKeys,
            SuspendGraceDays = wanted.SuspendGraceDays ?? before.SuspendGraceDays,
            SeatLimit = wanted.SeatLimit is { } seats ? seats.Value : before.SeatLimit,
        };
        if (after == before)
        {
            return before;
        }

        await change.UpdateWorkspaceAsync(after, cancellationToken);
        await change.RecordAsync(
            AuditActions.WorkspaceUpdated, $"workspace:{before.Id}", [], ChangesOf(before, after), cancellationToken);
        return await change.GetWorkspaceAsync(cancellationToken);
    }

    private static List<AuditChange> ChangesOf(Workspace before, Workspace after)
    {
        var all = new List<AuditChange>
        {
            new("displayName", before.DisplayName, after.DisplayName),
            new("departedKeys", before.DepartedKeys.ToString(), after.DepartedKeys.ToString()),
            new("suspendGraceDays", TextOf(before.SuspendGraceDays), TextOf(after.SuspendGraceDays)),
            new("seatLimit", TextOf(before.SeatLimit), TextOf(after.SeatLimit)),
        };
        return all.Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal)).ToList();
    }

    private static string? TextOf(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static Failure? Check(NewWorkspace wanted)
    {
        if (!WorkspaceId.TryParse(wanted.Tenant.Value, out var tenant) || tenant.Value != wanted.Tenant.Value)
        {
            return Failure.InvalidValue("tenant", "A tenant id has 1 to 63 of a-z, 0-9 and -, not at its ends.");
        }

        if (!WorkspaceId.TryParse(wanted.Id.Value, out var id) || id != wanted.Id)
        {
            return Failure.InvalidValue("workspace_id", "A workspace id has 1 to 63 of a-z, 0-9 and -, not at its ends.");
        }

        if (wanted.OwnerUserName.Length is 0 or > MaxUserName)
        {
            return Failure.InvalidValue("owner_user_name", $"A userName has 1 to {MaxUserName} characters.");
        }

        return TextPolicy.Check("owner_user_name", wanted.OwnerUserName)
            ?? CheckDisplayName(wanted.DisplayName)
            ?? CheckSeats(wanted.SeatLimit);
    }

    private static Failure? Check(WorkspaceChanges wanted) =>
        (wanted.DisplayName is null ? null : CheckDisplayName(wanted.DisplayName))
        ?? CheckSeats(wanted.SeatLimit?.Value)
        ?? (wanted.SuspendGraceDays is < 0 or > MaxGraceDays
            ? Failure.InvalidValue("suspend_grace_days", $"The grace time is 0 to {MaxGraceDays} days.")
            : null);

    private static Failure? CheckDisplayName(string text) => text.Length is 0 or > MaxDisplayName
        ? Failure.InvalidValue("display_name", $"A display name has 1 to {MaxDisplayName} characters.")
        : null;

    private static Failure? CheckSeats(int? seats) => seats is < 1
        ? Failure.InvalidValue("seat_limit", "A seat limit is 1 or more; leave it out for none.")
        : null;

    // An operator opens a tenant by naming it; a tenant admin only ever reaches their own.
    private static async ValueTask<Failure?> CheckPlaceAsync(
        Change change, NewWorkspace wanted, CancellationToken cancellationToken)
    {
        if (change.Call.Actor is Actor.SignedIn
            && !await TenantAdmins.IsAdminAsync(change.Unit, change.Call.Actor, wanted.Tenant, cancellationToken))
        {
            return Denials.OfPermission(Permissions.TenantAdminister);
        }

        if (await change.Unit.Workspaces.FindAsync(wanted.Id, cancellationToken) is not null)
        {
            return Failure.Uniqueness("workspace_id");
        }

        return await BegunImport.HasRowsAsync(change.Unit, wanted.Id, cancellationToken)
            ? new Failure(
                FailureKind.FailedPrecondition,
                "An import of a workspace of this id was begun and not finished. Start it again to finish it, "
                + "abandon it, or take another id.")
            {
                Attribute = "workspace_id",
                Reason = "IMPORT_UNFINISHED",
            }
            : null;
    }
}
