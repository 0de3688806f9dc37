using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbMembers(ILiteDatabase database, RowChanges changes) : IMemberWriter
{
    private readonly Table members = new(database, Tables.Members);
    private readonly Table tombstones = new(database, Tables.Tombstones);

    public ValueTask<Member?> FindAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        changes.TryFind(CacheKey.Of(workspace, member), out CachedMember? known)
            ? ValueTask.FromResult(known?.Member)
            : Answer(members.Find(RowKeys.Of(workspace, member.Value)));

    public ValueTask<Member?> FindByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        Answer(members.FindBy(Tables.ByName, RowKeys.Named(workspace, userName)));

    public ValueTask<MemberTombstone?> FindTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            tombstones.Find(RowKeys.Of(workspace, member.Value)) is { } row ? TombstoneDocument.Read(row) : null);

    public ValueTask<Page<Member>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            RowPages.List(members, RowKeys.Of(workspace), selection, (cursor, skip, limit), MemberDocument.Read));

    public ValueTask AddAsync(Member member, CancellationToken cancellationToken)
    {
        var row = MemberDocument.Of(member);
        if (tombstones.Find(row.Text("_id")) is not null)
        {
            throw new UniqueKeyException("The id belonged to a member who was removed.");
        }

        members.Insert(row);
        changes.Set(MemberDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(Member member, CancellationToken cancellationToken)
    {
        var row = MemberDocument.Of(member);
        members.Update(row);
        changes.Set(MemberDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        var row = TombstoneDocument.Of(tombstone);
        if (!members.Delete(row.Text("_id")))
        {
            throw new InvalidOperationException("There is no such member to remove.");
        }

        tombstones.Insert(row);
        changes.RemoveMember(tombstone.Workspace, tombstone.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddTombstoneAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        tombstones.Insert(TombstoneDocument.Of(tombstone));
        return ValueTask.CompletedTask;
    }

    private static ValueTask<Member?> Answer(BsonDocument? row) =>
        ValueTask.FromResult(row is null ? null : MemberDocument.Read(row));
}
