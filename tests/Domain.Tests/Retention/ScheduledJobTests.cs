using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Tests.Audit;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests.Retention;

public sealed class ScheduledJobTests
{
    [Fact]
    public async Task Checkpoints_OfChangedWorkspaces_LeaveTheDatabaseOnce()
    {
        var output = new MemoryOutput();
        using var world = await WithOutputAsync(output);
        using var neighbour = await world.NeighbourAsync();

        await world.RunAsync("audit-checkpoints");
        await world.RunAsync("audit-checkpoints");
        await world.CreateUserAsync("ann");
        await world.RunAsync("audit-checkpoints");

        Assert.Equal(3, output.Written.Count);
        Assert.Equal(2, output.Written.Count(each => each.Workspace == world.Scim.Workspace));
        Assert.Equal((await world.HeadAsync()).AuditSequence, output.Written[^1].Sequence);
    }

    [Fact]
    public async Task Checkpoints_FileInTrouble_IsWrittenTheNextTime()
    {
        var output = new MemoryOutput { Trouble = new IOException("full") };
        using var world = await WithOutputAsync(output);

        await Assert.ThrowsAsync<IOException>(() => world.RunAsync("audit-checkpoints"));
        output.Trouble = null;
        await world.RunAsync("audit-checkpoints");

        Assert.Equal((await world.HeadAsync()).AuditSequence, Assert.Single(output.Written).Sequence);
    }

    [Fact]
    public async Task Checkpoints_OneLogRewritten_TheOthersAreStillSigned()
    {
        var output = new MemoryOutput();
        using var world = await WithOutputAsync(output);
        using var neighbour = await world.NeighbourAsync();
        await world.RunAsync("audit-checkpoints");
        await world.RewriteAsync(events => events.SkipLast(1), rehash: false);
        await neighbour.CreateUserAsync("ann");

        await world.RunAsync("audit-checkpoints");

        Assert.Equal(1, output.Written.Count(each => each.Workspace == world.Scim.Workspace));
        Assert.Equal(2, output.Written.Count(each => each.Workspace == neighbour.Scim.Workspace));
    }

    [Fact]
    public async Task Checkpoints_LeaseLost_SignNothing()
    {
        var output = new MemoryOutput();
        using var world = await WithOutputAsync(output);
        var lease = await world.TakeAsync();
        await world.LoseAsync(lease);

        await Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync("audit-checkpoints", lease));

        Assert.Empty(output.Written);
        Assert.Empty(await world.CheckpointsAsync(CheckpointPurpose.Head));
    }

    [Fact]
    public async Task Checkpoints_LeaseLostAndNothingLeftToSign_WriteNothingDown()
    {
        var output = new MemoryOutput();
        using var world = await WithOutputAsync(output);
        var lease = await world.TakeAsync();
        await world.LoseAsync(lease);
        World.Ok(await world.Get<AuditTrail>().GetCheckpointAsync(world.Owner, CancellationToken.None));

        await Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync("audit-checkpoints", lease));

        Assert.Empty(output.Written);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(0, 0)]
    public async Task ProvisioningLog_EntriesPastTheirDays_GoOfEveryWorkspace(int days, int left)
    {
        using var world = await ScheduledWorld.StartAsync(new RetentionPolicy { ProvisioningLogDays = days });
        WorkspaceId[] workspaces = [world.Scim.Workspace, new("quiet")];
        await AddEntriesAsync(world, workspaces, from: 0, count: 700);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await AddEntriesAsync(world, workspaces, from: 700, count: 1);
        world.Clock.Advance(TimeSpan.FromDays(1));

        await world.RunAsync("provisioning-log-retention");

        foreach (var workspace in workspaces)
        {
            Assert.Equal(left, await world.Store.ReadAsync(
                reader => reader.ProvisioningLog.CountAsync(workspace, CancellationToken.None), CancellationToken.None));
        }
    }

    [Fact]
    public async Task RepeatedRequests_OlderThanADay_GoWithoutFurtherOnes()
    {
        using var world = await ScheduledWorld.StartAsync(new RetentionPolicy());
        await AddRecordsAsync(world, 0, 600);
        world.Clock.Advance(TimeSpan.FromHours(25));
        await AddRecordsAsync(world, 600, 1);

        await world.RunAsync("repeated-request-retention");

        Assert.Null(await FindAsync(world, "0"));
        Assert.Null(await FindAsync(world, "599"));
        Assert.NotNull(await FindAsync(world, "600"));
    }

    private static Task<World> WithOutputAsync(MemoryOutput output) => ScheduledWorld.StartAsync(
        new RetentionPolicy(), services => services.AddSingleton<ICheckpointOutput>(output));

    private static Task<int> AddEntriesAsync(World world, WorkspaceId[] workspaces, int from, int count) =>
        world.Store.CommitAsync(
            async unit =>
            {
                foreach (var number in Enumerable.Range(from, count))
                {
                    foreach (var workspace in workspaces)
                    {
                        var id = new ProvisioningEntryId(Guid.CreateVersion7(world.Clock.GetUtcNow().AddMilliseconds(number)));
                        await unit.ProvisioningLog.AppendAsync(
                            Sample.Entry(number, workspace) with { Id = id }, CancellationToken.None);
                    }
                }

                return Outcome.Keep(0);
            },
            CancellationToken.None);

    private static Task<int> AddRecordsAsync(World world, int from, int count) => world.Store.CommitAsync(
        async unit =>
        {
            foreach (var number in Enumerable.Range(from, count))
            {
                var key = number.ToString(CultureInfo.InvariantCulture);
                await unit.Idempotency.AddAsync(
                    new IdempotencyRecord(key, new byte[32], "", 1, 1, world.Clock.GetUtcNow()), CancellationToken.None);
            }

            return Outcome.Keep(0);
        },
        CancellationToken.None);

    private static Task<IdempotencyRecord?> FindAsync(World world, string key) => world.Store.CommitAsync(
        async unit => Outcome.Discard(await unit.Idempotency.FindAsync(key, CancellationToken.None)), CancellationToken.None);
}
