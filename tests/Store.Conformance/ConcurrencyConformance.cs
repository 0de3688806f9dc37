using System.Globalization;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

public abstract class ConcurrencyConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Commits_OnOneCounter_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(CountAsync)));

        var head = await ReadAsync(store => store.Workspaces.GetHeadAsync(Sample.Acme, None));
        Assert.Equal(64, head.Revision);

        Task CountAsync() => CommitAsync(async unit =>
        {
            var current = await unit.Workspaces.GetHeadAsync(Sample.Acme, None);
            await unit.Workspaces.PutHeadAsync(Sample.Acme, current with { Revision = current.Revision + 1 }, None);
        });
    }

    [Fact]
    public async Task Creates_OfOneName_ExactlyOneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 32).Select(number => Task.Run(() => TryAddAsync(number))));

        Assert.Single(outcomes, won => won);
        var page = await ReadAsync(
            store => store.Members.ListAsync(Sample.Acme, new RowSelection.All(), null, 0, 100, None));
        Assert.Equal("kim", Assert.Single(page.Items).UserName);

        async Task<bool> TryAddAsync(int number)
        {
            try
            {
                await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(number, "kim"), None));
                return true;
            }
            catch (UniqueKeyException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Commits_GoodAndBadTogether_EachHasItsOwnEnd()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 60).Select(number => Task.Run(() => RunAsync(number))));

        Assert.Equal(["discarded", "kept", "thrown"], outcomes.Distinct().Order(StringComparer.Ordinal));
        var page = await ReadAsync(
            store => store.Members.ListAsync(Sample.Acme, new RowSelection.All(), null, 0, 100, None));
        Assert.Equal(
            Enumerable.Range(1, 60).Where(number => number % 3 == 0).Select(Sample.MemberId),
            page.Items.Select(member => member.Id));

        async Task<string> RunAsync(int number)
        {
            try
            {
                return await Store.CommitAsync(
                    async unit =>
                    {
                        await unit.Members.AddAsync(Sample.Member(number), None);
                        return (number % 3) switch
                        {
                            0 => Outcome.Keep("kept"),
                            1 => Outcome.Discard("discarded"),
                            _ => throw new FormatException(),
                        };
                    },
                    None);
            }
            catch (FormatException)
            {
                return "thrown";
            }
        }
    }

    [Fact]
    public async Task PointReads_AfterAnAnsweredUpdate_NeverSeeTheRowBefore()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Named(1), None));
        long answered = 1;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(ReadOnAsync)).ToArray();

        for (var version = 2; version <= 150; version++)
        {
            var next = Named(version);
            await CommitAsync(async unit =>
            {
                await unit.Members.UpdateAsync(next, None);
                await unit.Workspaces.PutHeadAsync(
                    Sample.Acme, WorkspaceHead.Empty with { Revision = next.Version }, None);
            });
            Volatile.Write(ref answered, version);
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));

        // The name is the version, so that a lookup by name meets renaming as well.
        static Domain.Members.Member Named(long version) =>
            Sample.Member(1, "v" + version.ToString(CultureInfo.InvariantCulture)) with { Version = version };

        async Task<int> ReadOnAsync()
        {
            var reads = 0;
            do
            {
                var floor = Volatile.Read(ref answered);
                var row = await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None);
                Assert.True(await Store.GetRevisionAsync(Sample.Acme, None) >= (floor > 1 ? floor : 0));
                Assert.True(row?.Version >= floor, $"Read version {row?.Version} after {floor} had been answered.");

                var name = Named(floor - 1).UserName;
                Assert.Null(await Store.FindMemberByUserNameAsync(Sample.Acme, name, None));
                reads++;
            }
            while (!done.IsCancellationRequested);

            return reads;
        }
    }

    [Fact]
    public async Task PointReads_AfterAnAnsweredRemoval_FindNothing()
    {
        await CommitAsync(async unit =>
        {
            for (var number = 1; number <= 50; number++)
            {
                await unit.Keys.AddSessionAsync(Sample.Session(number), None);
                await unit.Members.AddAsync(Sample.Member(number), None);
            }
        });

        await Task.WhenAll(Enumerable.Range(1, 50).Select(number => Task.Run(() => EndAsync(number))));

        async Task EndAsync(int number)
        {
            Assert.NotNull(await Store.FindSessionAsync(Sample.Session(number).Id, None));
            Assert.NotNull(await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(number), None));
            await CommitAsync(async unit =>
            {
                await unit.Keys.RemoveSessionAsync(Sample.Session(number).Id, None);
                await unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(number)), None);
            });
            Assert.Null(await Store.FindSessionAsync(Sample.Session(number).Id, None));
            Assert.Null(await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(number), None));
        }
    }
}
