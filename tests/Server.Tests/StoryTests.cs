using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>
/// The main job against the running process: a directory provisions, an owner governs, both over one store.
/// </summary>
public sealed class StoryTests
{
    [Fact]
    public async Task Story_DirectoryAndOwner_EndToEnd()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var scim = server.CreateScimClient();
        using var channel = server.CreateChannel();
        var owner = server.OwnerHeaders;
        var access = new AccessService.AccessServiceClient(channel);
        var keys = new ApiKeyService.ApiKeyServiceClient(channel);

        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await CreateAsync(scim, "Users", $$"""{"userName":"user{{i}}@demo.test","displayName":"User {{i}}"}"""));
        }

        var ann = ids[0];
        await CreateAsync(scim, "Groups", $$$"""{"displayName":"Leads","members":[{"value":"{{{ann}}}"}]}""");
        await MapAsync(channel, owner, "Leads", "Admin");
        var members = await ListMembersAsync(channel, owner);
        var key = await keys.CreateApiKeyAsync(new CreateApiKeyRequest { Member = ann, DisplayName = "build" }, owner);
        await new OwnershipService.OwnershipServiceClient(channel).TransferOwnershipAsync(
            new TransferOwnershipRequest { Member = ann }, owner);
        var before = await CheckAllAsync(access, owner, ann, key.Token, key.ApiKey.Id);

        await DeactivateAsync(scim, ann);
        var after = await CheckAllAsync(access, owner, ann, key.Token, key.ApiKey.Id);

        Assert.Equal(21, members.Count);
        Assert.Equal("Admin", members.Single(member => member.Id == ann).Role);
        Assert.All(before, answer => Assert.True(answer.Allowed, answer.Detail));
        Assert.All(after, answer => Assert.False(answer.Allowed));
        Assert.Equal(
            [AccessReason.MemberDeactivated, AccessReason.KeyRevoked, AccessReason.KeyRevoked],
            after.Select(answer => answer.Reason));
        var revoked = (await keys.GetApiKeyAsync(new GetApiKeyRequest { ApiKey = key.ApiKey.Id }, owner)).ApiKey;
        Assert.Equal(ApiKeyState.Revoked, revoked.State);
        Assert.Equal("member_deactivated", revoked.Ending.Cause);
        await AssertLogTellsItAsync(channel, owner, ann);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OwnerIsDeactivated_ByTheDirectory_OwnershipPassesOrIsVacant(bool hasSuccessor)
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var scim = server.CreateScimClient();
        using var channel = server.CreateChannel();
        var ownership = new OwnershipService.OwnershipServiceClient(channel);
        var ann = await CreateAsync(scim, "Users", """{"userName":"ann@demo.test"}""");
        var key = await new ApiKeyService.ApiKeyServiceClient(channel).CreateApiKeyAsync(
            new CreateApiKeyRequest { DisplayName = "owner's own" }, server.OwnerHeaders);
        if (hasSuccessor)
        {
            await ownership.SetSuccessorsAsync(new SetSuccessorsRequest { Successors = { ann } }, server.OwnerHeaders);
        }

        await DeactivateAsync(scim, await FindAsync(scim, "owner@demo.test"));

        foreach (var credential in (string[])[server.FirstRun.OwnerToken, key.Token])
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await ownership.GetOwnershipAsync(
                new GetOwnershipRequest(), ServerProcess.Headers(credential)));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        var shown = await scim.GetFromJsonAsync<JsonElement>($"Users/{ann}");
        Assert.True(shown.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Vacancy_OwnerLeftWithoutSuccessor_IsVisibleAndAnOperatorAppoints()
    {
        const string OperatorToken = "an-operator-token-for-this-test-0123456789";
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_OPERATOR_TOKEN", OperatorToken));
        using var scim = server.CreateScimClient();
        using var channel = server.CreateChannel();
        var workspaces = new WorkspaceService.WorkspaceServiceClient(channel);
        var ownership = new OwnershipService.OwnershipServiceClient(channel);
        var operatorHeaders = ServerProcess.Headers(OperatorToken);
        var ann = await CreateAsync(scim, "Users", """{"userName":"ann@demo.test"}""");

        await DeactivateAsync(scim, await FindAsync(scim, "owner@demo.test"));
        var vacant = await ownership.GetOwnershipAsync(new GetOwnershipRequest { Workspace = "demo" }, operatorHeaders);
        await ownership.AppointOwnerAsync(new AppointOwnerRequest { Workspace = "demo", Member = ann }, operatorHeaders);
        var appointed = await ownership.GetOwnershipAsync(new GetOwnershipRequest { Workspace = "demo" }, operatorHeaders);

        Assert.True(vacant.Ownership.Vacant);
        Assert.NotNull(vacant.Ownership.VacantSince);
        Assert.False(appointed.Ownership.Vacant);
        Assert.EndsWith(ann, appointed.Ownership.Owner, StringComparison.Ordinal);
        Assert.Equal("demo", (await workspaces.GetWorkspaceAsync(new GetWorkspaceRequest { Workspace = "demo" }, operatorHeaders)).Workspace.Id);
    }

    [Fact]
    public async Task TwoWorkspaces_EachWithTheOthersIds_NeverMeet()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var demo = server.CreateScimClient();
        using var channel = server.CreateChannel();
        var created = await new WorkspaceService.WorkspaceServiceClient(channel).CreateWorkspaceAsync(
            new CreateWorkspaceRequest { WorkspaceId = "acme", DisplayName = "Acme", OwnerUserName = "owner@acme.test" },
            server.OwnerHeaders);
        var acmeOwner = ServerProcess.Headers(created.OwnerToken);
        using var acme = server.CreateScimClient(await ConnectAsync(channel, acmeOwner));
        var ann = await CreateAsync(demo, "Users", """{"userName":"ann@demo.test"}""");
        var group = await CreateAsync(demo, "Groups", """{"displayName":"Leads"}""");

        Assert.Equal(HttpStatusCode.NotFound, (await acme.GetAsync($"Users/{ann}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await acme.DeleteAsync($"Users/{ann}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await acme.GetAsync($"Groups/{group}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await acme.DeleteAsync($"Groups/{group}")).StatusCode);
        using var foreign = Json($$$"""{"displayName":"Mine","members":[{"value":"{{{ann}}}"}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, (await acme.PostAsync("Groups", foreign)).StatusCode);
        await CreateAsync(acme, "Users", """{"userName":"ann@demo.test"}""");
        var members = new MemberService.MemberServiceClient(channel);
        await RefusedAsync(() => members.GetMemberAsync(new GetMemberRequest { Member = ann }, acmeOwner), StatusCode.NotFound);
        await RefusedAsync(
            () => members.ListMembersAsync(new ListMembersRequest { Workspace = "acme" }, server.OwnerHeaders), StatusCode.PermissionDenied);
        await RefusedAsync(
            () => members.DeactivateMemberAsync(new DeactivateMemberRequest { Workspace = "demo", Member = ann }, acmeOwner),
            StatusCode.PermissionDenied);
        var check = await new AccessService.AccessServiceClient(channel).CheckAsync(new CheckRequest { Member = ann }, acmeOwner);
        Assert.Equal(AccessReason.MemberUnknown, check.Reason);
    }

    private static async Task AssertLogTellsItAsync(Grpc.Net.Client.GrpcChannel channel, Metadata owner, string member)
    {
        var audit = new AuditService.AuditServiceClient(channel);
        var events = (await audit.QueryAuditEventsAsync(
            new QueryAuditEventsRequest { Member = member, PageSize = 100 }, owner)).AuditEvents;
        var wanted = (string[])
            ["member.created", "api_key.created", "ownership.transferred", "member.deactivated", "api_key.revoked", "ownership.vacated"];
        Assert.Equal(wanted, events.Select(found => found.Action).Where(wanted.Contains));
        Assert.StartsWith("member:", events.Single(found => found.Action == "ownership.transferred").Actor, StringComparison.Ordinal);
        Assert.StartsWith("connection:", events.Single(found => found.Action == "member.deactivated").Actor, StringComparison.Ordinal);
        Assert.True((await audit.VerifyChainAsync(new VerifyChainRequest(), owner)).Intact);
    }

    private static async Task<List<CheckResponse>> CheckAllAsync(
        AccessService.AccessServiceClient access, Metadata owner, string member, string token, string key) =>
        [
            await access.CheckAsync(new CheckRequest { Member = member, Permission = "resources.use" }, owner),
            await access.CheckAsync(new CheckRequest { ApiKeyToken = token, Permission = "resources.use" }, owner),
            await access.CheckAsync(new CheckRequest { ApiKey = key, Permission = "resources.use" }, owner),
        ];

    private static async Task<List<Member>> ListMembersAsync(Grpc.Net.Client.GrpcChannel channel, Metadata owner)
    {
        var members = new List<Member>();
        var request = new ListMembersRequest { PageSize = 7 };
        do
        {
            var page = await new MemberService.MemberServiceClient(channel).ListMembersAsync(request, owner);
            members.AddRange(page.Members);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return members;
    }

    private static async Task MapAsync(Grpc.Net.Client.GrpcChannel channel, Metadata owner, string group, string role)
    {
        var directory = new DirectoryService.DirectoryServiceClient(channel);
        var connection = (await directory.ListConnectionsAsync(new ListConnectionsRequest(), owner)).Connections.Single();
        await directory.CreateRoleMappingAsync(
            new CreateRoleMappingRequest { Connection = connection.Name, GroupDisplayName = group, Role = role }, owner);
    }

    private static async Task<string> ConnectAsync(Grpc.Net.Client.GrpcChannel channel, Metadata owner)
    {
        var directory = new DirectoryService.DirectoryServiceClient(channel);
        var connection = await directory.CreateConnectionAsync(new CreateConnectionRequest { DisplayName = "IdP" }, owner);
        return (await directory.CreateConnectionTokenAsync(
            new CreateConnectionTokenRequest { Connection = connection.Connection.Name }, owner)).Token;
    }

    private static async Task RefusedAsync<T>(Func<AsyncUnaryCall<T>> call, StatusCode expected)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(expected, refused.StatusCode);
    }

    private static async Task<string> CreateAsync(HttpClient scim, string endpoint, string json)
    {
        using var body = Json(json);
        using var answer = await scim.PostAsync(endpoint, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task DeactivateAsync(HttpClient scim, string id)
    {
        using var body = Json("""{"Operations":[{"op":"Replace","path":"active","value":"False"}]}""");
        using var answer = await scim.PatchAsync($"Users/{id}", body);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<string> FindAsync(HttpClient scim, string userName)
    {
        var list = await scim.GetFromJsonAsync<JsonElement>($"Users?filter=userName eq \"{userName}\"");
        return list.GetProperty("Resources")[0].GetProperty("id").GetString()!;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/scim+json");
}
