using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What an identity provider may do to groups (RFC 7644 §3).</summary>
public sealed class GroupProvisioning
{
    private static readonly Repeatable<Group> Repeatable = new(
        group => group.Id.ToString(),
        (store, workspace, id, token) => store.Groups.FindAsync(workspace, new GroupId(Guid.Parse(id)), token));

    private readonly ChangeRunner changes;
    private readonly GroupReading reading;

    internal GroupProvisioning(ChangeRunner changes, GroupReading reading) => (this.changes, this.reading) = (changes, reading);

    /// <summary>Creates a group (RFC 7644 §3.3), with its first members if the body names any.</summary>
    /// <param name="attributes">In canonical form, required attributes present.</param>
    /// <returns>
    /// The group, or: the displayName is taken (<see cref="FailureKind.Uniqueness"/>), a member is unknown
    /// (<see cref="FailureKind.InvalidValue"/>).
    /// </returns>
    public async Task<Result<Committed<GroupView>>> CreateAsync(
        Call call, JsonObject attributes, CancellationToken cancellationToken)
    {
        var created = await changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatable,
            change => GroupChange.AddAsync(change, attributes, cancellationToken),
            cancellationToken);
        return await ViewAsync(created, withMembers: true, cancellationToken);
    }

    /// <param name="id">As the client sent it; text that is no id of ours is simply not found.</param>
    /// <returns>
    /// The group, or <see cref="FailureKind.NotFound"/>; another workspace's group is not found either.
    /// </returns>
    public Task<Result<GroupView>> GetAsync(
        Call call, string id, bool withMembers, CancellationToken cancellationToken) =>
        reading.GetAsync(call, id, withMembers, cancellationToken);

    /// <summary>
    /// Replaces a group (RFC 7644 §3.5.1). Members stay when the body does not mention them; an empty list empties the
    /// group.
    /// </summary>
    public async Task<Result<Committed<GroupView>>> ReplaceAsync(
        Call call, string id, Replacement replacement, IfMatch? ifMatch, CancellationToken cancellationToken)
    {
        var replaced = await ChangeAsync(
            call,
            id,
            ifMatch,
            async (change, group) =>
            {
                if (!replacement.Over(group.Attributes.ToObject()).TryGet(out var attributes, out var failure))
                {
                    return failure;
                }

                var named = GroupAttributes.TakeMembers(attributes);
                MembersChange[] members = replacement.Mentions("members") ? [new MembersChange.Replace(named)] : [];
                return await GroupChange.StoreAsync(change, group, attributes, members, cancellationToken);
            },
            cancellationToken);
        return await ViewAsync(replaced, withMembers: true, cancellationToken);
    }

    /// <summary>
    /// Applies every operation of a PATCH, or none (RFC 7644 §3.5.2). The group is not read whole for it.
    /// </summary>
    /// <returns>The group, without its members.</returns>
    public async Task<Result<Committed<GroupView>>> PatchAsync(
        Call call, string id, GroupPatch patch, IfMatch? ifMatch, CancellationToken cancellationToken)
    {
        var patched = await ChangeAsync(
            call,
            id,
            ifMatch,
            async (change, group) =>
            {
                var attributes = patch.AttributeSteps.Apply(group.Attributes.ToObject());
                return attributes.TryGet(out var after, out var failure)
                    ? await GroupChange.StoreAsync(change, group, after, patch.MembersChanges, cancellationToken)
                    : failure;
            },
            cancellationToken);
        return await ViewAsync(patched, withMembers: false, cancellationToken);
    }

    /// <summary>
    /// Removes a group (RFC 7644 §3.6); its members stay members of the workspace, without the role it gave.
    /// </summary>
    public Task<Result<Committed<GroupId>>> DeleteAsync(
        Call call, string id, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatables.GroupId,
            async change =>
            {
                var found = await FindAsync(change, id, ifMatch, cancellationToken);
                if (!found.TryGet(out var group, out var failure))
                {
                    return (Result<GroupId>)failure;
                }

                await GroupChange.RemoveAsync(change, group, cancellationToken);
                return group.Id;
            },
            cancellationToken);

    private Task<Result<Committed<Group>>> ChangeAsync(
        Call call,
        string id,
        IfMatch? ifMatch,
        Func<Change, Group, ValueTask<Result<Group>>> work,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatable,
            async change =>
            {
                var found = await FindAsync(change, id, ifMatch, cancellationToken);
                return found.TryGet(out var group, out var failure) ? await work(change, group) : failure;
            },
            cancellationToken);

    private static async ValueTask<Result<Group>> FindAsync(
        Change change, string id, IfMatch? ifMatch, CancellationToken cancellationToken)
    {
        var group = GroupId.TryParse(id, out var groupId)
            ? await change.Unit.Groups.FindAsync(change.WorkspaceId, groupId, cancellationToken)
            : null;
        if (group is null)
        {
            return Failure.NotFound("Group", id);
        }

        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        return (ConnectionReach.ToWrite(connection, group.ManagedBy) ?? IfMatch.Check(ifMatch, group.Version)) is { } refused
            ? refused
            : group;
    }

    private async Task<Result<Committed<GroupView>>> ViewAsync(
        Result<Committed<Group>> result, bool withMembers, CancellationToken cancellationToken) =>
        result.TryGet(out var committed, out var failure)
            ? new Committed<GroupView>(
                await reading.ViewAsync(committed.Value, withMembers, cancellationToken),
                committed.Revision,
                committed.AuditSequence)
            : failure;
}
