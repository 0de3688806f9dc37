using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryMembers(MemoryUnitOfWork unit) : IMemberWriter
{
    public ValueTask<Member?> FindAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Members.TryFind(workspace, member.Value, out var row) ? row : null);

    public ValueTask<Member?> FindByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        unit.State.UserNames.TryFind(workspace, CanonicalKey.Of(userName), out var id)
            ? FindAsync(workspace, new MemberId(id), cancellationToken)
            : ValueTask.FromResult<Member?>(null);

    public ValueTask<MemberTombstone?> FindTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Tombstones.TryFind(workspace, member.Value, out var row) ? row : null);

    public ValueTask<Page<Member>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(Paging.Of(
            unit.State.Members.Of(workspace).Values,
            selection,
            new PageRequest(cursor, skip, limit),
            member => (member.Id.Value, member.LastModified),
            ValuesOf));

    public ValueTask AddAsync(Member member, CancellationToken cancellationToken)
    {
        if (unit.State.Members.TryFind(member.Workspace, member.Id.Value, out _)
            || unit.State.Tombstones.TryFind(member.Workspace, member.Id.Value, out _))
        {
            throw unit.Taken("a member of this id");
        }

        return PutAsync(member, former: null);
    }

    public ValueTask UpdateAsync(Member member, CancellationToken cancellationToken) =>
        unit.State.Members.TryFind(member.Workspace, member.Id.Value, out var former)
            ? PutAsync(member, former)
            : throw MemoryUnitOfWork.Missing("member");

    public ValueTask RemoveAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        var (workspace, id) = (tombstone.Workspace, tombstone.Id.Value);
        if (!unit.State.Members.TryFind(workspace, id, out var member))
        {
            throw MemoryUnitOfWork.Missing("member");
        }

        unit.State = unit.State with
        {
            Members = unit.State.Members.Remove(workspace, id),
            UserNames = unit.State.UserNames.Remove(workspace, CanonicalKey.Of(member.UserName)),
            Tombstones = unit.State.Tombstones.Set(workspace, id, tombstone),
        };
        return ValueTask.CompletedTask;
    }

    public ValueTask AddTombstoneAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        if (unit.State.Tombstones.TryFind(tombstone.Workspace, tombstone.Id.Value, out _))
        {
            throw unit.Taken("a tombstone of this id");
        }

        unit.State = unit.State with
        {
            Tombstones = unit.State.Tombstones.Set(tombstone.Workspace, tombstone.Id.Value, tombstone),
        };
        return ValueTask.CompletedTask;
    }

    private static IReadOnlyList<string> ValuesOf(Member member, AttributeIndex attribute) => attribute switch
    {
        AttributeIndex.ExternalId => member.ExternalId is { } id ? [id] : [],
        AttributeIndex.DisplayName => member.DisplayName is { } name ? [name] : [],
        AttributeIndex.Email => member.Emails,
    };

    private ValueTask PutAsync(Member member, Member? former)
    {
        var names = former is null
            ? unit.State.UserNames
            : unit.State.UserNames.Remove(member.Workspace, CanonicalKey.Of(former.UserName));
        var name = CanonicalKey.Of(member.UserName);
        if (names.TryFind(member.Workspace, name, out _))
        {
            throw unit.Taken("a member of this userName");
        }

        unit.State = unit.State with
        {
            UserNames = names.Set(member.Workspace, name, member.Id.Value),
            Members = unit.State.Members.Set(member.Workspace, member.Id.Value, member),
        };
        return ValueTask.CompletedTask;
    }
}
