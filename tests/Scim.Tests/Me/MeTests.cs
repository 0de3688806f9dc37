using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Me;

/// <summary>Who may come to <c>/Me</c>, and what they read there (RFC 7644 §3.11).</summary>
public sealed class MeTests(ScimHost host) : IClassFixture<ScimHost>
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "OPTIONS", "TRACE"];

    private ScimClient Owner => host.ClientOf(host.One.OwnerToken);

    private string OwnLocation => $"{ScimHost.BaseUrl}/Users/{host.One.OwnerId}";

    [Fact]
    public async Task Get_Session_IsTheMembersOwnUserWithItsPermanentAddress()
    {
        var me = (await Owner.GetAsync("/Me")).ShouldBe(200);

        Assert.Equal(host.One.OwnerId.ToString(), me.Id);
        Assert.Equal("owner@one.example", me["userName"]!.GetValue<string>());
        Assert.Equal(OwnLocation, me.Headers["Location"]);
        Assert.Equal(OwnLocation, me.Headers["Content-Location"]);
        Assert.Equal(OwnLocation, me["meta"]!["location"]!.GetValue<string>());
        Assert.Equal(me["meta"]!["version"]!.GetValue<string>(), me.Headers["ETag"]);
        Assert.True(JsonNode.DeepEquals(me.Json, (await host.Client.GetAsync($"/Users/{host.One.OwnerId}")).Json));
    }

    [Fact]
    public async Task Get_Conditional_Answers304WithTheAddress()
    {
        var tag = (await Owner.GetAsync("/Me")).Headers["ETag"];

        var same = (await Owner.GetAsync("/Me", ("If-None-Match", tag))).ShouldBe(304);
        var head = (await Owner.SendAsync("HEAD", "/Me", null)).ShouldBe(200);

        Assert.Equal(OwnLocation, same.Headers["Content-Location"]);
        Assert.Equal(tag, head.Headers["ETag"]);
        Assert.Null(head.Json);
    }

    [Fact]
    public async Task Get_Attributes_AreProjected()
    {
        var some = await Owner.GetAsync("/Me?attributes=userName");
        var rest = await Owner.GetAsync("/Me?excludedAttributes=userName,meta");

        Assert.Equal(["schemas", "id", "userName"], some.Json!.Select(member => member.Key));
        Assert.False(rest.Json!.ContainsKey("userName"));
        Assert.False(rest.Json!.ContainsKey("meta"));
    }

    [Fact]
    public async Task Request_OtherWorkspacesSession_IsThatWorkspacesMember()
    {
        var other = await host.ClientOf(host.Two.OwnerToken).GetAsync("/Me");

        Assert.Equal(host.Two.OwnerId.ToString(), other.Id);
    }

    [Fact]
    public async Task Request_Connection_Answers403BecauseItIsNoUser()
    {
        foreach (var method in Methods)
        {
            var answer = await host.Client.SendAsync(method, "/Me", method is "PUT" or "PATCH" or "POST" ? "{}" : null);

            Assert.Equal(403, answer.Status);
            Assert.False(answer.Headers.ContainsKey("Location"));
        }

        Assert.Contains(
            "no user",
            (await host.Client.GetAsync("/Me")).ShouldBeError(403)["detail"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ApiKeyOrOperator_Answers403AndStrangers401()
    {
        foreach (var token in new[] { await host.NewKeyAsync(host.One), ScimHost.OperatorToken })
        {
            (await host.ClientOf(token).GetAsync("/Me")).ShouldBeError(403);
            (await host.ClientOf(token).SendAsync("DELETE", "/Me", null)).ShouldBeError(403);
        }

        (await host.ClientOf(null).GetAsync("/Me")).ShouldBeError(401);
        (await host.ClientOf("ta_session_nonsense").GetAsync("/Me")).ShouldBeError(401);
    }

    [Fact]
    public async Task Request_SessionBeyondMe_Answers403()
    {
        foreach (var path in new[] { "", "/Users", $"/Users/{host.One.OwnerId}", "/Me/x", "/Schemas", "/.search", "/Bulk", "/Roles" })
        {
            (await Owner.GetAsync(path)).ShouldBeError(403);
        }
    }

    [Fact]
    public async Task Delete_Session_Answers403AndPost405()
    {
        var deleted = (await Owner.DeleteAsync("/Me")).ShouldBeError(403);
        var posted = (await Owner.PostAsync("/Me", Bodies.User(host.NewName()))).ShouldBeError(405);
        var options = (await Owner.SendAsync("OPTIONS", "/Me", null)).ShouldBe(204);

        Assert.Equal("GET, HEAD, PUT, PATCH, OPTIONS", posted.Headers["Allow"]);
        Assert.Equal(posted.Headers["Allow"], options.Headers["Allow"]);
        Assert.All([deleted, posted, options], answer => Assert.Equal(OwnLocation, answer.Headers["Location"]));
        (await Owner.GetAsync("/Me")).ShouldBe(200);
    }

    [Fact]
    public async Task Get_Groups_AreShown()
    {
        var workspace = await host.NewWorkspaceAsync("me-groups");
        var directory = host.ClientOf(workspace.Token);
        var user = await directory.CreateUserAsync(host.NewName());
        var group = await directory.CreateGroupAsync("Readers", user);

        var me = await (await host.SignInAsync(workspace.Id, user)).GetAsync("/Me");

        Assert.Equal(group, me["groups"]![0]!["value"]!.GetValue<string>());
        Assert.Equal($"{ScimHost.BaseUrl}/Groups/{group}", me["groups"]![0]!["$ref"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"active","value":false}]""")]
    [InlineData(null)]
    public async Task Request_MemberOffBySomebodyElse_Answers401AtOnce(string? operations)
    {
        var workspace = await host.NewWorkspaceAsync(operations is null ? "me-removed" : "me-off");
        var directory = host.ClientOf(workspace.Token);
        var user = await directory.CreateUserAsync(host.NewName());
        var me = await host.SignInAsync(workspace.Id, user);
        (await me.GetAsync("/Me")).ShouldBe(200);

        var ended = operations is null
            ? await directory.DeleteAsync($"/Users/{user}")
            : await directory.PatchAsync($"/Users/{user}", operations);

        Assert.True(ended.Status is 200 or 204);
        (await me.GetAsync("/Me")).ShouldBeError(401);
        (await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"x"}]""")).ShouldBeError(401);
        Assert.DoesNotContain(
            await host.EventsOfAsync(workspace, $"member:{user}"), each => each.Action == AuditActions.MemberUpdated);
    }

    [Fact]
    public async Task Request_SessionExpired_Answers401()
    {
        var workspace = await host.NewWorkspaceAsync("me-expired");
        var me = await host.SignInAsync(workspace.Id, workspace.OwnerId.ToString());

        host.Clock.Advance(TimeSpan.FromHours(2));

        (await me.GetAsync("/Me")).ShouldBeError(401);
    }
}
