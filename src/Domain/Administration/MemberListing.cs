using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Reads members for those who may see them.</summary>
internal sealed class MemberListing(IStore store, ReadGuard guard)
{
    /// <summary>How many rows one page looks at before it gives what it has and a cursor to go on from.</summary>
    private const int MaxScan = 5_000;

    private const int StepSize = 500;

    public async Task<Result<Page<Member>>> ListAsync(
        Call call, MemberFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.MembersRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        if (filter.UserName is { } userName)
        {
            var named = await store.FindMemberByUserNameAsync(call.Workspace, userName, cancellationToken);
            return new Page<Member>(named is not null && filter.Matches(named) ? [named] : [], Next: null);
        }

        return await ScanAsync(call.Workspace, filter, cursor, limit, cancellationToken);
    }

    public async Task<Result<Member>> GetAsync(Call call, MemberId id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.MembersRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var member = await store.FindMemberAsync(call.Workspace, id, cancellationToken);
        return member is null ? Failure.NotFound("Member", id.ToString()) : member;
    }

    private async Task<Page<Member>> ScanAsync(
        WorkspaceId workspace, MemberFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var found = new List<Member>();
        var scanned = 0;
        do
        {
            // Never more rows than are still wanted, so that the cursor stands right behind the last one taken.
            var step = Math.Min(StepSize, limit - found.Count);
            var from = cursor;
            var page = await store.ReadAsync(
                reader => reader.Members.ListAsync(
                    workspace, new RowSelection.All(), from, skip: 0, step, cancellationToken),
                cancellationToken);
            found.AddRange(page.Items.Where(filter.Matches));
            scanned += page.Items.Count;
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < limit && scanned < MaxScan);

        return new Page<Member>(found, cursor);
    }
}
