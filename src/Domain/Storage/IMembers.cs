using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Storage;

public interface IMemberReader
{
    ValueTask<Member?> FindAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken);

    /// <summary>The member whose <c>userName</c> has the same canonical key.</summary>
    ValueTask<Member?> FindByUserNameAsync(WorkspaceId workspace, string userName, CancellationToken cancellationToken);

    ValueTask<MemberTombstone?> FindTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken);

    /// <summary>One page of members, in the order of the selection's index.</summary>
    /// <param name="cursor">The previous page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="skip">How many rows to pass over first, without reading them whole.</param>
    /// <param name="limit">1 to 1,000.</param>
    ValueTask<Page<Member>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken);
}

public interface IMemberWriter : IMemberReader
{
    ValueTask AddAsync(Member member, CancellationToken cancellationToken);

    ValueTask UpdateAsync(Member member, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the row by its tombstone: the userName is free again, the id is not. Memberships are the caller's to
    /// remove.
    /// </summary>
    ValueTask RemoveAsync(MemberTombstone tombstone, CancellationToken cancellationToken);

    /// <summary>Adds the tombstone of a member whom this store never knew, as a snapshot of another one has given it.</summary>
    ValueTask AddTombstoneAsync(MemberTombstone tombstone, CancellationToken cancellationToken);
}
