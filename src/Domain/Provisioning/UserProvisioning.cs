using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Offboarding;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What an identity provider may do to users (RFC 7644 §3).</summary>
public sealed class UserProvisioning
{
    internal static readonly Repeatable<UserView> Repeatable = new(
        user => user.Member.Id.ToString(),
        async (store, workspace, id, token) =>
            await store.Members.FindAsync(workspace, new MemberId(Guid.Parse(id)), token) is { } member
                ? await ViewAsync(store, member, token)
                : null);

    private readonly ChangeRunner changes;
    private readonly UserReading reading;

    internal UserProvisioning(ChangeRunner changes, UserReading reading) => (this.changes, this.reading) = (changes, reading);

    /// <summary>Creates a user (RFC 7644 §3.3). The id is ours, whatever the body says.</summary>
    /// <param name="attributes">
    /// In canonical form, required attributes present; <c>active</c> is true when absent.
    /// </param>
    /// <returns>
    /// The user, or: the userName is taken, also by a deactivated user (<see cref="FailureKind.Uniqueness"/>), it holds
    /// invisible characters (<see cref="FailureKind.InvalidValue"/>), or the plan has no seat left (<see
    /// cref="FailureKind.QuotaExceeded"/>).
    /// </returns>
    public Task<Result<Committed<UserView>>> CreateAsync(
        Call call, JsonObject attributes, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatable,
            async change =>
            {
                var created = await UserCreation.AddAsync(change, attributes, cancellationToken);
                return created.TryGet(out var member, out var failure)
                    ? await WithManagerAsync(change.Unit, new UserView(member, []), cancellationToken)
                    : failure;
            },
            cancellationToken);

    /// <param name="id">As the client sent it; text that is no id of ours is simply not found.</param>
    /// <returns>
    /// The user, or <see cref="FailureKind.NotFound"/>; another workspace's user is not found either.
    /// </returns>
    public Task<Result<UserView>> GetAsync(Call call, string id, CancellationToken cancellationToken) =>
        reading.GetAsync(call, id, cancellationToken);

    /// <summary>
    /// Replaces a user's attributes (RFC 7644 §3.5.1); see <see cref="Replacement"/> for what silence keeps.
    /// </summary>
    /// <returns>
    /// As <see cref="CreateAsync"/>; also <see cref="FailureKind.NotFound"/>, <see
    /// cref="FailureKind.VersionMismatch"/> and, for a deactivation, <see cref="FailureKind.MassChangeHeld"/>.
    /// </returns>
    public Task<Result<Committed<UserView>>> ReplaceAsync(
        Call call, string id, Replacement replacement, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            ifMatch,
            replacement.Mentions("active"),
            stored =>
            {
                if (!replacement.Over(stored).TryGet(out var replaced, out var failure))
                {
                    return (Result<JsonObject>)failure;
                }

                if (!replacement.Mentions("active"))
                {
                    replaced["active"] = stored["active"]?.DeepClone();
                }

                return replaced;
            },
            cancellationToken);

    /// <summary>Applies every operation of a PATCH, or none (RFC 7644 §3.5.2).</summary>
    /// <returns>As <see cref="ReplaceAsync"/>, and what <see cref="PatchPlan.Apply"/> refuses.</returns>
    public Task<Result<Committed<UserView>>> PatchAsync(
        Call call, string id, PatchPlan plan, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            ifMatch,
            plan.Steps.Any(step => step.Target is { Extension: null, Attribute.Name: "active" }),
            plan.Apply,
            cancellationToken);

    /// <summary>
    /// Removes a user for good (RFC 7644 §3.6): access ends, the userName is free again, the id never comes back.
    /// </summary>
    /// <returns>
    /// The id, or <see cref="FailureKind.NotFound"/>, <see cref="FailureKind.VersionMismatch"/>, <see
    /// cref="FailureKind.PermissionDenied"/> or <see cref="FailureKind.MassChangeHeld"/>.
    /// </returns>
    public Task<Result<Committed<MemberId>>> DeleteAsync(
        Call call, string id, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatables.MemberId,
            async change =>
            {
                var found = await FindAsync(change, id, ifMatch, cancellationToken);
                if (!found.TryGet(out var member, out var failure))
                {
                    return (Result<MemberId>)failure;
                }

                var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
                if (await MassChanges.AdmitAsync(change, connection, member, cancellationToken) is { } held)
                {
                    return held;
                }

                await EndOfAccess.RemoveAsync(change, member, cancellationToken);
                return member.Id;
            },
            cancellationToken);

    private Task<Result<Committed<UserView>>> ChangeAsync(
        Call call,
        string id,
        IfMatch? ifMatch,
        bool saysActive,
        Func<JsonObject, Result<JsonObject>> apply,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatable,
            async change =>
            {
                var found = await FindAsync(change, id, ifMatch, cancellationToken);
                if (!found.TryGet(out var member, out var failure))
                {
                    return (Result<UserView>)failure;
                }

                var stored = member.Attributes.ToObject();
                stored["active"] = member.IsActive;
                if (!apply(stored).TryGet(out var attributes, out failure)
                    || !(await UserChange.StoreAsync(change, member, attributes, saysActive, cancellationToken))
                        .TryGet(out var changed, out failure))
                {
                    return failure;
                }

                return await ViewAsync(change.Unit, changed, cancellationToken);
            },
            cancellationToken);

    internal static async ValueTask<UserView> ViewAsync(
        IStoreReader store, Member member, CancellationToken cancellationToken) =>
        await WithManagerAsync(
            store,
            new UserView(member, await Relations.GroupsOfAsync(store, member, cancellationToken)),
            cancellationToken);

    private static ValueTask<UserView> WithManagerAsync(
        IStoreReader store, UserView view, CancellationToken cancellationToken) =>
        view.WithManagerAsync(id => store.Members.FindAsync(view.Member.Workspace, id, cancellationToken));

    private static async ValueTask<Result<Member>> FindAsync(
        Change change, string id, IfMatch? ifMatch, CancellationToken cancellationToken)
    {
        var member = MemberId.TryParse(id, out var memberId)
            ? await change.Unit.Members.FindAsync(change.WorkspaceId, memberId, cancellationToken)
            : null;
        if (member is null)
        {
            return Failure.NotFound("User", id);
        }

        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        return (ConnectionReach.ToWrite(connection, member.ManagedBy) ?? IfMatch.Check(ifMatch, member.Version)) is { } refused
            ? refused
            : member;
    }
}
