using System.Text.Json.Nodes;
using LiteDB;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>A connection is held by what the file says, so a restart neither forgets a count nor lifts a hold.</summary>
public sealed class LiteDbBreakerTests : LiteDbTest
{
    private static readonly WorkspaceId Acme = new("acme");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> users = [];
    private ConnectionId connection;
    private Actor owner = new Actor.Operator();
    private Actor scim = new Actor.Operator();

    [Fact]
    public async Task Restart_CountAndHoldStay_UntilTheirTime()
    {
        await SetUpAsync(users: 6);
        await using (var services = await StartAsync())
        {
            Assert.Null(await SwitchOffAsync(services, users[0]));
        }

        await using (var services = await StartAsync())
        {
            Assert.Null(await SwitchOffAsync(services, users[1]));
            Assert.Equal(FailureKind.MassChangeHeld, await SwitchOffAsync(services, users[2]));
        }

        clock.Advance(TimeSpan.FromMinutes(59));
        await using (var services = await StartAsync())
        {
            Assert.Equal(FailureKind.MassChangeHeld, await SwitchOffAsync(services, users[2]));
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        await using (var services = await StartAsync())
        {
            Assert.Null(await SwitchOffAsync(services, users[2]));
        }
    }

    [Fact]
    public async Task ManyAtOnce_NoMoreThanTheLimitIsEverLetThrough()
    {
        await SetUpAsync(users: 40);
        await using var services = await StartAsync();

        var failures = await Task.WhenAll(users.Select(user => Task.Run(() => SwitchOffAsync(services, user))));

        Assert.Equal(2, failures.Count(failure => failure is null));
        Assert.All(failures.Where(failure => failure is not null), kind => Assert.Equal(FailureKind.MassChangeHeld, kind));
        var told = await services.GetRequiredService<IStore>().ReadAsync(
            reader => reader.Audit.QueryAsync(Acme, new AuditQuery(), 500, None), None);
        Assert.Single(told.Events, each => each.Action == AuditActions.ConnectionBreakerTripped);
    }

    [Fact]
    public async Task Open_RowFromBeforeBreakers_HasTheDefaults()
    {
        await SetUpAsync(users: 1);
        await Engine.DisposeAsync();
        await RawAsync(database =>
        {
            var rows = database.GetCollection(Tables.Connections);
            var row = Assert.Single(rows.FindAll().ToList());
            row.Remove("breaker");
            new Table(database, Tables.Connections).Update(row);
            return WorkOutcome.Commit(0);
        });

        var store = await Engine.OpenAsync();

        Assert.Same(MassChangeBreaker.Default, (await store.FindConnectionAsync(Acme, connection, None))!.Breaker);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton(await Engine.OpenAsync());
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new TokenPepper(new byte[TokenPepper.Length]));
        services.AddLogging();
        return services.AddTeamAccessDomain().BuildServiceProvider();
    }

    private async Task SetUpAsync(int users)
    {
        await using var services = await StartAsync();
        var created = Value(await services.GetRequiredService<WorkspaceAdministration>().CreateAsync(
            CallOf(new Actor.Operator()),
            new NewWorkspace(Acme, TenantId.Default, "Acme", "owner@acme.test", new OwnerName("Olive", null, null), null),
            None)).Value;
        owner = await AuthenticateAsync(services, created.OwnerToken!);
        var directories = services.GetRequiredService<DirectoryAdministration>();
        connection = Value(await directories.CreateConnectionAsync(
            CallOf(owner), new NewConnection("Directory", Dialect.Compatible, null, null), None)).Value.Id;
        Value(await directories.UpdateConnectionAsync(
            CallOf(owner),
            connection,
            new ConnectionChanges(null, null, null, null, null) { BreakerMaxMembers = 2, BreakerMaxPercent = 1 },
            etag: null,
            None));
        var token = Value(await directories.CreateTokenAsync(CallOf(owner), connection, expires: null, None)).Value;
        scim = await AuthenticateAsync(services, token.Secret!);
        for (var number = 0; number < users; number++)
        {
            this.users.Add(Value(await services.GetRequiredService<UserProvisioning>().CreateAsync(
                CallOf(scim), new JsonObject { ["userName"] = $"user{number}" }, None)).Value.Member.Id.ToString());
        }
    }

    private async Task<FailureKind?> SwitchOffAsync(ServiceProvider services, string user)
    {
        var ended = await services.GetRequiredService<UserProvisioning>().DeleteAsync(CallOf(scim), user, ifMatch: null, None);
        return ended.TryGet(out _, out var failure) ? null : failure.Kind;
    }

    private async Task RawAsync(Func<ILiteDatabase, WorkOutcome<int>> work)
    {
        await using var raw = await EngineThread.StartAsync(
            Engine.Directory, new EngineOptions(), TimeProvider.System, NullLogger.Instance);
        await raw.WriteAsync(work, None);
    }

    private static async Task<Actor> AuthenticateAsync(ServiceProvider services, string token) =>
        (await services.GetRequiredService<CredentialAuthentication>().AuthenticateAsync(token, None))!;

    private static Call CallOf(Actor actor) => new(actor, Acme, Door.System, "test", Address: null);

    private static T Value<T>(Result<T> result)
        where T : notnull
    {
        Assert.True(result.TryGet(out var value, out var failure), failure?.ToString());
        return value;
    }
}
