using System.Collections.Concurrent;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Remembers which groups users are in for as long as nothing changes in their workspace: whoever reads the same users again
/// does not ask the store for what it said before.
/// </summary>
internal sealed class RecentGroups(IStore store)
{
    /// <summary>In bytes, by estimate.</summary>
    private const long MaxWeight = 16 * 1024 * 1024;

    /// <summary>How many members one read looks up, while others wait for the store.</summary>
    private const int MembersAtOnce = 16;

    private const int EntryWeight = 200;
    private const int ReferenceWeight = 100;

    private readonly ConcurrentDictionary<(WorkspaceId Workspace, MemberId Member), Entry> entries = new();
    private long weight;

    /// <returns>As <see cref="Relations.GroupsOfAsync(IStore, Member, CancellationToken)"/>, and as current.</returns>
    public async ValueTask<IReadOnlyList<GroupReference>> OfAsync(Member member, CancellationToken cancellationToken)
    {
        // Asked before the groups are read: they can only be newer, and then the next revision tells that they are unknown.
        var revision = await store.GetRevisionAsync(member.Workspace, cancellationToken);
        var key = (member.Workspace, member.Id);
        if (entries.TryGetValue(key, out var entry) && entry.Revision == revision)
        {
            return entry.Groups;
        }

        var groups = await Relations.GroupsOfAsync(store, member, cancellationToken);
        Keep(key, new Entry(revision, groups));
        return groups;
    }

    /// <summary>The same for several members, in few steps.</summary>
    /// <returns>By member; without those who are in so many that they take steps of their own.</returns>
    public async ValueTask<IReadOnlyDictionary<MemberId, IReadOnlyList<GroupReference>>> OfAllAsync(
        IReadOnlyList<Member> members, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<MemberId, IReadOnlyList<GroupReference>>();
        if (members.Count == 0)
        {
            return groups;
        }

        var revision = await store.GetRevisionAsync(members[0].Workspace, cancellationToken);
        var unknown = new List<Member>();
        foreach (var member in members)
        {
            if (entries.TryGetValue((member.Workspace, member.Id), out var entry) && entry.Revision == revision)
            {
                groups[member.Id] = entry.Groups;
            }
            else
            {
                unknown.Add(member);
            }
        }

        foreach (var some in unknown.Chunk(MembersAtOnce))
        {
            foreach (var (member, of) in await store.ReadAsync(reader => ReadAsync(reader, some, cancellationToken), cancellationToken))
            {
                groups[member.Id] = of;
                Keep((member.Workspace, member.Id), new Entry(revision, of));
            }
        }

        return groups;
    }

    private static async ValueTask<List<(Member Member, IReadOnlyList<GroupReference> Groups)>> ReadAsync(
        IStoreReader reader, Member[] members, CancellationToken cancellationToken)
    {
        var read = new List<(Member, IReadOnlyList<GroupReference>)>();
        foreach (var member in members)
        {
            var groups = new GroupsOfMember(member);
            await groups.StepAsync(reader, cancellationToken);
            if (groups.IsDone)
            {
                read.Add((member, groups.Groups));
            }
        }

        return read;
    }

    private void Keep((WorkspaceId Workspace, MemberId Member) key, Entry entry)
    {
        if (Interlocked.Add(ref weight, entry.Weight) > MaxWeight)
        {
            // Forgetting everything costs the reads once, and needs no order of age.
            entries.Clear();
            Interlocked.Exchange(ref weight, 0);
            return;
        }

        entries[key] = entry;
    }

    private sealed record Entry(long Revision, IReadOnlyList<GroupReference> Groups)
    {
        public long Weight { get; } =
            EntryWeight + Groups.Sum(group => ReferenceWeight + (2L * group.DisplayName.Length));
    }
}
