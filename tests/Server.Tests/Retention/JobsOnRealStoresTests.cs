using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.Postgres;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Server.Tests.Retention;

/// <summary>Every job on the stores that servers have.</summary>
public sealed class JobsOnRealStoresTests
{
    private static readonly WorkspaceId Acme = new("acme");

    [Theory]
    [InlineData("litedb")]
    [InlineData("postgres")]
    public async Task AllJobs_OfADeploymentThatHasAged_LeaveAChainThatVerifies(string engine)
    {
        var directory = Directory.CreateTempSubdirectory("teamaccess-");
        await using var node = await NodeAsync(engine, await PlaceAsync(engine, directory));
        await FillAsync(node);
        node.Clock.Advance(TimeSpan.FromDays(40));
        var lease = (await node.TakeAsync("node"))!;

        for (var round = 0; round < 2; round++)
        {
            foreach (var job in node.Jobs)
            {
                await job.RunAsync(new WorkTurn(node.Store, lease), CancellationToken.None);
            }
        }

        var verified = await node.VerifyAsync();
        Assert.True(verified.Intact, $"{verified.Problem} at {verified.BrokenAt}");
        Assert.Equal(1201 - 100, verified.FirstSequence);
        Assert.True(verified.Checkpoints >= 1);
        Assert.Equal(0, await node.Store.ReadAsync(
            reader => reader.ProvisioningLog.CountAsync(Acme, CancellationToken.None), CancellationToken.None));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task TwoNodesOnOneDatabase_OneTakesTheLease_AndTheOneThatLostItWritesNothing()
    {
        var database = await PlaceAsync("postgres", null);
        await using var one = await NodeAsync("postgres", database);
        await using var two = await NodeAsync("postgres", database);
        await FillAsync(one);
        one.Clock.Advance(TimeSpan.FromDays(40));
        two.Clock.Advance(TimeSpan.FromDays(40));

        var leases = await Task.WhenAll(one.TakeAsync("one"), two.TakeAsync("two"));
        var lost = Assert.Single(leases, lease => lease is not null)!;
        await one.Store.CommitAsync(
            async unit =>
            {
                await unit.Leases.ReleaseAsync(lost, CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);
        var held = (await one.TakeAsync("one again"))!;
        var (loser, winner) = (new WorkTurn(two.Store, lost), new WorkTurn(one.Store, held));
        var before = await one.RevisionAsync();

        foreach (var job in two.Jobs.Where(job => job.Name != "ended-row-retention"))
        {
            await Assert.ThrowsAsync<LeaseLostException>(() => job.RunAsync(loser, CancellationToken.None));
        }

        Assert.Equal(before, await one.RevisionAsync());
        foreach (var job in one.Jobs)
        {
            await job.RunAsync(winner, CancellationToken.None);
        }

        Assert.True((await two.VerifyAsync()).Intact);
        Assert.True((await two.VerifyAsync()).FirstSequence > 1);
    }

    private static async Task<string> PlaceAsync(string engine, DirectoryInfo? directory) => engine == "litedb"
        ? directory!.FullName
        : await (await PostgresCluster.Shared).CreateSchemaAsync();

    private static async Task<Node> NodeAsync(string engine, string place)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new TokenPepper(new byte[TokenPepper.Length]));
        services.AddSingleton(Keys.Value);
        if (engine == "litedb")
        {
            services.AddLiteDbStore(new LiteDbOptions { Directory = place });
        }
        else
        {
            services.AddPostgresStore(new PostgresOptions { ConnectionString = place, MaxConnections = 4 });
        }

        services.AddTeamAccessDomain();
        services.AddRetention(new RetentionPolicy { AuditDays = 30 });
        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return new Node(provider, clock);
    }

    /// <summary>A workspace of 1,200 events, some entries of the provisioning log, and records of requests.</summary>
    private static async Task FillAsync(Node node)
    {
        var created = await node.Get<WorkspaceAdministration>().CreateAsync(
            node.Operator,
            new NewWorkspace(Acme, TenantId.Default, "Acme", "owner@acme.test", new OwnerName("Olive", null, null), null),
            CancellationToken.None);
        Assert.True(created.TryGet(out _, out var failure), failure?.Detail);
        await node.Store.CommitAsync(
            async unit =>
            {
                var head = await unit.Workspaces.GetHeadAsync(Acme, CancellationToken.None);
                while (head.AuditSequence < 1200)
                {
                    var next = Sample.Event(head.AuditSequence + 1, Acme, 1, 2) with { Time = node.Clock.GetUtcNow() };
                    var hash = AuditChain.Hash(head.AuditHash, next);
                    await unit.Audit.AppendAsync(next with { Hash = hash }, CancellationToken.None);
                    head = head with { AuditSequence = next.Sequence, AuditHash = hash };
                }

                await unit.Workspaces.PutHeadAsync(Acme, head, CancellationToken.None);
                for (var number = 0; number < 600; number++)
                {
                    await unit.ProvisioningLog.AppendAsync(Sample.Entry(number, Acme), CancellationToken.None);
                }

                await unit.Idempotency.AddAsync(
                    new IdempotencyRecord("r", new byte[32], "", 1, 1, node.Clock.GetUtcNow()), CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);
    }

    private static readonly Lazy<Domain.Audit.Checkpoints.CheckpointKeys> Keys = new(
        () => Domain.Audit.Checkpoints.CheckpointKeys.FromPem(Domain.Audit.Checkpoints.CheckpointKeys.CreatePem()));

    private sealed class Node(ServiceProvider services, FakeTimeProvider clock) : IAsyncDisposable
    {
        public FakeTimeProvider Clock => clock;

        public IStore Store => Get<IStore>();

        public IEnumerable<IScheduledJob> Jobs => services.GetServices<IScheduledJob>();

        public Call Operator { get; } = new(new Actor.Operator(), Acme, Door.Grpc, "r", Address: null);

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public Task<Lease?> TakeAsync(string holder) => Store.CommitAsync(
            async unit => Outcome.Keep(
                await unit.Leases.TryTakeAsync("work", holder, TimeSpan.FromDays(365), CancellationToken.None)),
            CancellationToken.None);

        public async Task<long> RevisionAsync() => await Store.GetRevisionAsync(Acme, CancellationToken.None);

        public async Task<ChainVerification> VerifyAsync()
        {
            var verified = await Get<AuditTrail>().VerifyAsync(Operator, [], CancellationToken.None);
            Assert.True(verified.TryGet(out var chain, out var failure), failure?.Detail);
            return chain;
        }

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
