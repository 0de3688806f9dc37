using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads users for a directory connection.</summary>
internal sealed class UserReading(IStore store, ReadGuard guard, RecentGroups recent)
{
    public async Task<Result<UserView>> GetAsync(Call call, string id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var member = MemberId.TryParse(id, out var memberId)
            ? await store.FindMemberAsync(call.Workspace, memberId, cancellationToken)
            : null;
        return member is null
            ? Failure.NotFound("User", id)
            : await ViewAsync(call, member, withGroups: true, cancellationToken);
    }

    /// <inheritdoc cref="RecentGroups.OfAllAsync"/>
    public ValueTask<IReadOnlyDictionary<MemberId, IReadOnlyList<GroupReference>>> GroupsOfAllAsync(
        IReadOnlyList<Member> members, CancellationToken cancellationToken) =>
        recent.OfAllAsync(members, cancellationToken);

    /// <summary>A user with its manager's name, and the groups it is in if they are asked for.</summary>
    public async ValueTask<UserView> ViewAsync(
        Call call, Member member, bool withGroups, CancellationToken cancellationToken) => await ViewAsync(
            call, member, withGroups ? await recent.OfAsync(member, cancellationToken) : [], cancellationToken);

    /// <summary>A user whose groups are known.</summary>
    public ValueTask<UserView> ViewAsync(
        Call call, Member member, IReadOnlyList<GroupReference> groups, CancellationToken cancellationToken)
    {
        var view = new UserView(ForeignExternalId.Hide(call, member), groups);
        return view.WithManagerAsync(id => store.FindMemberAsync(member.Workspace, id, cancellationToken));
    }
}
