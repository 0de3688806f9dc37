using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Figures.Seeding;

/// <summary>
/// Fills the demo's workspace through the store, many rows to a unit: what a server would need hours of requests for.
/// </summary>
internal sealed class Seeder(IStore store)
{
    private const int RowsAtOnce = 400;

    private static readonly WorkspaceId Workspace = DemoInstallation.Workspace;

    private readonly DateTimeOffset since = TimeProvider.System.GetUtcNow().AddDays(-30);
    private readonly Random random = new(1);

    public async Task<SeededDirectory> FillAsync(SeedSize size)
    {
        var connection = (await store.ReadAsync(
            reader => reader.Directories.ListConnectionsAsync(Workspace, CancellationToken.None), CancellationToken.None))[0];
        var people = new People(Workspace, connection.Id, since);
        var members = Enumerable.Range(0, size.Members).Select(people.MemberOf).ToList();
        await InUnitsAsync(members, async (unit, member) => await unit.Members.AddAsync(member, CancellationToken.None));

        var groups = Enumerable.Range(0, size.Groups).Select(people.GroupOf).ToList();
        await InUnitsAsync(groups, async (unit, group) => await unit.Groups.AddAsync(group, CancellationToken.None));
        await InUnitsAsync(
            groups.SelectMany((group, n) => MembersOf(n, members).Select(member => new Membership(Workspace, group.Id, member.Id, since))),
            async (unit, membership) => await unit.Groups.AddMemberAsync(membership, CancellationToken.None));
        await CountAsync(members, groups.Count);
        await RecordAsync(size.Events, members, $"connection:{connection.Id}");
        return new SeededDirectory(
            [.. members.Select(member => member.Id.ToString())], [.. groups.Select(group => group.Id.ToString())]);
    }

    private IEnumerable<Member> MembersOf(int group, List<Member> members) => group switch
    {
        0 => members,
        1 => members.Where((_, n) => n % 10 == 0),
        _ => Enumerable.Range(0, random.Next(20, 60)).Select(_ => members[random.Next(members.Count)]).DistinctBy(member => member.Id),
    };

    private Task<int> CountAsync(List<Member> members, int groups) => CommitAsync(async unit =>
    {
        var head = await unit.Workspaces.GetHeadAsync(Workspace, CancellationToken.None);
        await unit.Workspaces.PutHeadAsync(
            Workspace,
            head with
            {
                Revision = head.Revision + 1,
                Members = head.Members + members.Count,
                ActiveMembers = head.ActiveMembers + members.Count(member => member.IsActive),
                Groups = head.Groups + groups,
            },
            CancellationToken.None);
    });

    private async Task RecordAsync(int events, List<Member> members, string actor)
    {
        for (var done = 0; done < events; done += RowsAtOnce)
        {
            var (from, count) = (done, Math.Min(RowsAtOnce, events - done));
            await CommitAsync(async unit =>
            {
                var head = await unit.Workspaces.GetHeadAsync(Workspace, CancellationToken.None);
                for (var n = from; n < from + count; n++)
                {
                    var audited = EventOf(n, head.AuditSequence + 1, members[n % members.Count].Id, actor);
                    var hash = AuditChain.Hash(head.AuditHash, audited);
                    await unit.Audit.AppendAsync(audited with { Hash = hash }, CancellationToken.None);
                    head = head with { AuditSequence = audited.Sequence, AuditHash = hash };
                }

                await unit.Workspaces.PutHeadAsync(
                    Workspace, head with { Revision = head.Revision + 1 }, CancellationToken.None);
            });
        }
    }

    private AuditEvent EventOf(int n, long sequence, MemberId member, string actor) => new()
    {
        Workspace = Workspace,
        Sequence = sequence,
        Time = since.AddSeconds(n),
        Actor = actor,
        Action = AuditActions.MemberUpdated,
        Target = $"member:{member}",
        Members = [member],
        Changes = [new AuditChange("title", "***", "***"), new AuditChange("department", "***", "***")],
        Door = Door.Scim,
        RequestId = Guid.CreateVersion7(since).ToString("N"),
        Address = "127.0.0.1",
        Hash = ReadOnlyMemory<byte>.Empty,
    };

    private async Task InUnitsAsync<T>(IEnumerable<T> rows, Func<IUnitOfWork, T, ValueTask> write)
    {
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            await CommitAsync(async unit =>
            {
                foreach (var row in some)
                {
                    await write(unit, row);
                }
            });
        }
    }

    private Task<int> CommitAsync(Func<IUnitOfWork, ValueTask> work) => store.CommitAsync(
        async unit =>
        {
            await work(unit);
            return Outcome.Keep(0);
        },
        CancellationToken.None);
}

/// <summary>The ids of what was seeded, in the order of its numbers.</summary>
internal sealed record SeededDirectory(string[] Members, string[] Groups);
