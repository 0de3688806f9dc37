using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain.Access;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests;

/// <summary>A store with one workspace, its owner and one connection, and short ways to act in it.</summary>
internal sealed class World : IDisposable
{
    private readonly ServiceProvider services;
    private int requests;

    private World(ServiceProvider services) => this.services = services;

    public FakeTimeProvider Clock => (FakeTimeProvider)services.GetRequiredService<TimeProvider>();

    public IStore Store => Get<IStore>();

    public Call Owner { get; private set; } = null!;

    public string OwnerToken { get; private set; } = "";

    public MemberId OwnerId { get; private set; }

    public Call Scim { get; private set; } = null!;

    public string ScimToken { get; private set; } = "";

    public ConnectionId Connection { get; private set; }

    public static Call Operator(string workspace) =>
        new(new Actor.Operator(), new WorkspaceId(workspace), Door.Grpc, "r-operator", Address: null);

    public static async Task<World> StartAsync(string workspace = "acme", Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStore>(new MemoryStore());
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        services.AddSingleton(new TokenPepper(new byte[TokenPepper.Length]));
        services.AddLogging();
        configure?.Invoke(services);
        services.AddTeamAccessDomain();
        var world = new World(services.BuildServiceProvider());
        await world.OpenAsync(workspace);
        return world;
    }

    /// <summary>Another workspace in the same store.</summary>
    public async Task<World> NeighbourAsync(string workspace = "other")
    {
        var neighbour = new World(services);
        await neighbour.OpenAsync(workspace);
        return neighbour;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<Member> CreateUserAsync(string userName, string? more = null)
    {
        var created = await Get<UserProvisioning>().CreateAsync(
            Scim, User($$"""{"userName":"{{userName}}"{{(more is null ? "" : "," + more)}}}"""), CancellationToken.None);
        return Ok(created).Value.Member;
    }

    public async Task<GroupView> CreateGroupAsync(string displayName, params MemberId[] members)
    {
        var body = Parse($$"""{"displayName":"{{displayName}}"}""");
        body["members"] = new JsonArray([.. members.Select(id => new JsonObject { ["value"] = id.ToString() })]);
        var attributes = Ok(ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Compatible));
        return Ok(await Get<GroupProvisioning>().CreateAsync(Scim, attributes, CancellationToken.None)).Value;
    }

    public Task<Result<Committed<UserView>>> PatchUserAsync(MemberId id, string operations) => Get<UserProvisioning>().PatchAsync(
        Scim, id.ToString(), Plan(operations, ResourceCatalog.BuiltIn.User), ifMatch: null, CancellationToken.None);

    public Task<Result<Committed<GroupView>>> PatchGroupAsync(GroupId id, string operations) => Get<GroupProvisioning>().PatchAsync(
        Scim,
        id.ToString(),
        Ok(GroupPatch.Split(Plan(operations, ResourceCatalog.BuiltIn.Group))),
        ifMatch: null,
        CancellationToken.None);

    public Task<Result<Committed<UserView>>> SetActiveAsync(MemberId id, bool active) =>
        PatchUserAsync(id, $$"""[{"op":"replace","path":"active","value":{{(active ? "true" : "false")}}}]""");

    public Task<Result<Committed<UserView>>> PutUserAsync(MemberId id, string body)
    {
        var parsed = Parse(body);
        var attributes = Ok(ResourceReader.Read(parsed, ResourceCatalog.BuiltIn.User, Dialect.Compatible));
        return Get<UserProvisioning>().ReplaceAsync(
            Scim, id.ToString(), Replacement.From(parsed, attributes, ResourceCatalog.BuiltIn.User, Dialect.Compatible), ifMatch: null, CancellationToken.None);
    }

    public async Task<IssuedApiKey> CreateKeyAsync(MemberId member, params string[] permissions) => Ok(
        await Get<ApiKeyAdministration>().CreateAsync(
            Owner, new NewApiKey(member, "key", permissions, RoleCeiling: null, Expires: null), CancellationToken.None)).Value;

    public async Task<Member> MemberAsync(MemberId id) =>
        await Store.FindMemberAsync(Scim.Workspace, id, CancellationToken.None) ?? throw new InvalidOperationException("Gone.");

    public async Task<Workspace> WorkspaceAsync() =>
        (await Store.FindWorkspaceAsync(Scim.Workspace, CancellationToken.None))!;

    public async Task<Actor?> AuthenticateAsync(string token) =>
        await Get<CredentialAuthentication>().AuthenticateAsync(token, CancellationToken.None);

    /// <summary>A session of a member, as signing in would open it.</summary>
    public async Task<(Call Call, string Token)> SignInAsync(MemberId member)
    {
        var token = TokenText.Create(TokenKind.Session, Guid.CreateVersion7(Clock.GetUtcNow()));
        var id = new SessionId(token.Id);
        await Store.CommitAsync(
            async unit =>
            {
                var now = Clock.GetUtcNow();
                await unit.Keys.AddSessionAsync(
                    new Sessions.Session(
                        Scim.Workspace, id, member, Get<TokenPepper>().Hash(token), now, now.AddHours(12)),
                    CancellationToken.None);
                return Outcome.Keep(id);
            },
            CancellationToken.None);
        return (Owner with { Actor = new Actor.SignedIn(Scim.Workspace, member, id) }, token.Reveal());
    }

    public async Task<AccessAnswer> CheckAsync(AccessSubject subject, string permission = "resources.view", string? resource = null)
    {
        var (caller, _) = await SignInAsync((await WorkspaceAsync()).Owner!.Value);
        return Ok(await Get<AccessChecks>().CheckAsync(
            caller, new AccessQuestion(subject, permission, resource), CancellationToken.None));
    }

    public async Task<IReadOnlyList<AuditEvent>> EventsAsync(MemberId? member = null)
    {
        var page = await Store.ReadAsync(
            reader => reader.Audit.QueryAsync(
                Scim.Workspace, new AuditQuery { Member = member }, limit: 1000, CancellationToken.None),
            CancellationToken.None);
        return page.Events;
    }

    public async Task<WorkspaceHead> HeadAsync() => await Store.ReadAsync(
        reader => reader.Workspaces.GetHeadAsync(Scim.Workspace, CancellationToken.None), CancellationToken.None);

    public static JsonObject Parse(string json) => Ok(ScimJson.ParseObject(System.Text.Encoding.UTF8.GetBytes(json)));

    public static JsonObject User(string json) =>
        Ok(ResourceReader.Read(Parse(json), ResourceCatalog.BuiltIn.User, Dialect.Compatible));

    public static PatchPlan Plan(string operations, ResourceTypeDefinition type) => Ok(Ok(PatchRequest.Read(
        Parse($$"""{"schemas":["{{SchemaUris.PatchOp}}"],"Operations":{{operations}}}"""), Dialect.Compatible))
        .Bind(type, Dialect.Compatible));

    public static T Ok<T>(Result<T> result)
        where T : notnull
    {
        Assert.True(result.TryGet(out var value, out var failure), failure?.ToString());
        return value;
    }

    public static Failure Refused<T>(Result<T> result)
        where T : notnull
    {
        Assert.False(result.TryGet(out _, out var failure), "This should have been refused.");
        return failure;
    }

    public void Dispose() => services.Dispose();

    private async Task OpenAsync(string workspace)
    {
        var id = new WorkspaceId(workspace);
        var created = Ok(await Get<WorkspaceAdministration>().CreateAsync(
            Operator(workspace),
            new NewWorkspace(id, TenantId.Default, workspace, $"owner@{workspace}.test", new OwnerName("Olive Owner", null, null), null),
            CancellationToken.None)).Value;
        OwnerId = created.Owner.Id;
        OwnerToken = created.OwnerToken!;
        Owner = NewCall(id, (await AuthenticateAsync(OwnerToken))!);

        var connection = Ok(await Get<DirectoryAdministration>().CreateConnectionAsync(
            Owner, new NewConnection("Directory", Dialect.Compatible, null, null), CancellationToken.None)).Value;
        Connection = connection.Id;
        var token = Ok(await Get<DirectoryAdministration>().CreateTokenAsync(
            Owner, connection.Id, expires: null, CancellationToken.None)).Value;
        ScimToken = token.Secret!;
        Scim = NewCall(id, (await AuthenticateAsync(ScimToken))!) with { Door = Door.Scim };
    }

    private Call NewCall(WorkspaceId workspace, Actor actor) =>
        new(actor, workspace, Door.Grpc, $"r-{++requests}", Address: "127.0.0.1");
}
