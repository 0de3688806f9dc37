using TeamAccess.Domain.Audit;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Me;

/// <summary>What members may change of themselves at <c>/Me</c>, and what not.</summary>
public sealed class ChangeMeTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string UserUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string EnterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly string[] NotTheirOwn =
    [
        """{"path":"userName","value":"m4rk-other@m4rk.example"}""",
        """{"path":"active","value":false}""",
        """{"path":"roles","value":[{"value":"Admin"}]}""",
        """{"value":{"roles":[{"value":"Owner"}],"title":"x"}}""",
        """{"path":"entitlements","value":[{"value":"everything"}]}""",
        """{"path":"externalId","value":"m4rk-1"}""",
        """{"path":"emails","value":[{"value":"m4rk@m4rk.example","primary":true}]}""",
        """{"path":"userType","value":"Employee"}""",
        """{"path":"x509Certificates","value":[{"value":"AAAA"}]}""",
        $$$"""{"path":"{{{EnterpriseUrn}}}:department","value":"m4rk"}""",
        $$$"""{"path":"{{{EnterpriseUrn}}}:manager","value":{"value":"1"}}""",
    ];

    private static int workspaces;

    public static TheoryData<string> TheirOwn() =>
    [
        """{"path":"name.familyName","value":"m4rk-New"}""",
        """{"path":"name","value":{"givenName":"m4rk"}}""",
        """{"path":"displayName","value":"m4rk Called"}""",
        """{"path":"nickName","value":"m4rk"}""",
        """{"path":"profileUrl","value":"https://m4rk.example/me"}""",
        """{"path":"title","value":"m4rk of Things"}""",
        """{"path":"preferredLanguage","value":"de"}""",
        """{"path":"locale","value":"de-CH"}""",
        """{"path":"timezone","value":"Europe/Zurich"}""",
        """{"path":"phoneNumbers","value":[{"value":"+41 44 m4rk","type":"work"}]}""",
        """{"path":"ims","value":[{"value":"m4rk","type":"xmpp"}]}""",
        """{"path":"photos","value":[{"value":"https://m4rk.example/p.png","type":"photo"}]}""",
        """{"path":"addresses","value":[{"locality":"m4rk","type":"home"}]}""",
    ];

    [Theory]
    [MemberData(nameof(TheirOwn))]
    public async Task Patch_TheirOwn_IsStoredAndRecordedAsTheirs(string change)
    {
        var (workspace, id, me) = await host.NewLocalMemberAsync($"me-own-{Interlocked.Increment(ref workspaces)}");

        var patched = (await me.PatchAsync("/Me", $"[{Operation("replace", change)}]")).ShouldBe(200);

        Assert.Equal($"{ScimHost.BaseUrl}/Users/{id}", patched.Headers["Location"]);
        Assert.Equal("W/\"3\"", patched.Headers["ETag"]);
        Assert.Equal(patched.Json!.ToJsonString(), (await me.GetAsync("/Me")).Json!.ToJsonString());
        var recorded = Assert.Single(await host.EventsOfAsync(workspace, $"member:{id}"));
        Assert.Equal(AuditActions.MemberUpdated, recorded.Action);
        Assert.Equal(Door.Scim, recorded.Door);
        Assert.Equal(patched.Headers["X-Request-Id"], recorded.RequestId);
        Assert.DoesNotContain(recorded.Changes, each => $"{each.Before}{each.After}".Contains("m4rk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Patch_NotTheirOwn_Answers403NamingItAndChangesNothing()
    {
        var (workspace, id, me) = await host.NewLocalMemberAsync("me-not-own");
        var before = (await me.GetAsync("/Me")).Json!.ToJsonString();

        foreach (var change in NotTheirOwn)
        {
            foreach (var op in new[] { "add", "replace" })
            {
                var refused = (await me.PatchAsync("/Me", $"[{Operation(op, """{"path":"title","value":"x"}""")},{Operation(op, change)}]"))
                    .ShouldBeError(403);
                Assert.Contains("not for members themselves", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);
                Assert.Equal($"{ScimHost.BaseUrl}/Users/{id}", refused.Headers["Location"]);
                Assert.False(refused.Headers.ContainsKey("Content-Location"));
            }
        }

        Assert.Equal(before, (await me.GetAsync("/Me")).Json!.ToJsonString());
        Assert.Empty(await host.EventsOfAsync(workspace, $"member:{id}"));
    }

    [Fact]
    public async Task Patch_ReadOnlyGroups_AnswersMutability()
    {
        var (_, _, me) = await host.NewLocalMemberAsync("me-read-only");

        (await me.PatchAsync("/Me", """[{"op":"add","path":"groups","value":[{"value":"x"}]}]""")).ShouldBeError(400, "mutability");
        (await me.PatchAsync("/Me", """[{"op":"replace","path":"id","value":"x"}]""")).ShouldBeError(400, "mutability");
    }

    [Fact]
    public async Task Patch_UnchangedValuesOfOthers_AreFineAndRecordNothing()
    {
        var (workspace, id, me) = await host.NewLocalMemberAsync("me-unchanged");
        var own = await me.GetAsync("/Me");

        var same = await me.PatchAsync(
            "/Me",
            $$$"""[{"op":"replace","value":{"userName":"{{{own["userName"]}}}","active":true,"externalId":null}}]""");

        same.ShouldBe(200);
        Assert.Equal(own.Headers["ETag"], same.Headers["ETag"]);
        Assert.Empty(await host.EventsOfAsync(workspace, $"member:{id}"));
    }

    [Fact]
    public async Task Put_WholeEcho_ChangesNothingAndAnEditOnlyThat()
    {
        var (workspace, id, me) = await host.NewLocalMemberAsync("me-echo");
        var own = (await me.GetAsync("/Me")).Json!;

        (await me.PutAsync("/Me", own.ToJsonString())).ShouldBe(200);
        Assert.Empty(await host.EventsOfAsync(workspace, $"member:{id}"));

        own["nickName"] = "m4rk";
        var put = (await me.PutAsync("/Me", own.ToJsonString())).ShouldBe(200);

        Assert.Equal("m4rk", put["nickName"]!.GetValue<string>());
        var changed = Assert.Single(Assert.Single(await host.EventsOfAsync(workspace, $"member:{id}")).Changes);
        Assert.Equal("nickName", changed.Attribute);
    }

    [Fact]
    public async Task Put_EchoOfAMemberWithManagerAndGroups_ChangesNothing()
    {
        var workspace = await host.NewWorkspaceAsync("me-manager");
        var directory = host.ClientOf(workspace.Token);
        var manager = await directory.CreateUserAsync(host.NewName());
        var id = (await directory.PostAsync(
            "/Users",
            $$$"""
            {"schemas":["{{{UserUrn}}}","{{{EnterpriseUrn}}}"],"userName":"{{{host.NewName()}}}",
             "{{{EnterpriseUrn}}}":{"manager":{"value":"{{{manager}}}"} } }
            """)).ShouldBe(201).Id;
        await directory.CreateGroupAsync("m4rk", id);
        await host.ReleaseAsync(workspace);
        var me = await host.SignInAsync(workspace.Id, id);
        var own = (await me.GetAsync("/Me")).Json!;
        Assert.NotNull(own[EnterpriseUrn]!["manager"]!["displayName"]);

        var put = (await me.PutAsync("/Me", own.ToJsonString())).ShouldBe(200);

        Assert.Equal(own.ToJsonString(), put.Json!.ToJsonString());
        Assert.Empty(await host.EventsOfAsync(workspace, $"member:{id}"));
    }

    [Fact]
    public async Task Put_Silence_ClearsTheirOwnAndKeepsTheRest()
    {
        var workspace = await host.NewWorkspaceAsync("me-silence");
        var directory = host.ClientOf(workspace.Token);
        var name = host.NewName();
        var id = (await directory.PostAsync(
            "/Users",
            $$$"""
            {"schemas":["{{{UserUrn}}}","{{{EnterpriseUrn}}}"],"userName":"{{{name}}}","externalId":"m4rk-x","nickName":"m4rk",
             "userType":"Employee","roles":[{"value":"Viewer"}],"emails":[{"value":"{{{name}}}","primary":true}],
             "{{{EnterpriseUrn}}}":{"department":"m4rk"}}
            """)).ShouldBe(201).Id;
        await host.ReleaseAsync(workspace);
        var me = await host.SignInAsync(workspace.Id, id);

        var put = (await me.PutAsync("/Me", $$"""{"schemas":["{{UserUrn}}"],"userName":"{{name}}","title":"Boss"}""")).ShouldBe(200);

        Assert.Equal("Boss", put["title"]!.GetValue<string>());
        Assert.Null(put["nickName"]);
        Assert.Equal("Employee", put["userType"]!.GetValue<string>());
        Assert.Equal("m4rk-x", put["externalId"]!.GetValue<string>());
        Assert.Equal("Viewer", put["roles"]![0]!["value"]!.GetValue<string>());
        Assert.Equal(name, put["emails"]![0]!["value"]!.GetValue<string>());
        Assert.Equal("m4rk", put[EnterpriseUrn]!["department"]!.GetValue<string>());
        Assert.True(put["active"]!.GetValue<bool>());

        foreach (var clearing in new[] { "\"emails\":[]", "\"roles\":null", "\"externalId\":null", "\"active\":false" })
        {
            (await me.PutAsync("/Me", $$"""{"schemas":["{{UserUrn}}"],"userName":"{{name}}",{{clearing}}}""")).ShouldBeError(403);
        }
    }

    [Fact]
    public async Task Change_ManagedMember_Answers403NamingTheDirectory()
    {
        var workspace = await host.NewWorkspaceAsync("me-managed");
        var id = await host.ClientOf(workspace.Token).CreateUserAsync(host.NewName());
        var me = await host.SignInAsync(workspace.Id, id);
        var own = (await me.GetAsync("/Me")).ShouldBe(200);

        var patched = (await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"x"}]""")).ShouldBeError(403);
        (await me.PutAsync("/Me", own.Json!.ToJsonString())).ShouldBeError(403);

        Assert.Contains("directory", patched["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null((await me.GetAsync("/Me"))["title"]);

        await host.ReleaseAsync(workspace);
        (await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"x"}]""")).ShouldBe(200);
    }

    [Fact]
    public async Task Change_StaleVersion_Answers412()
    {
        var (_, _, me) = await host.NewLocalMemberAsync("me-stale");
        var tag = (await me.GetAsync("/Me")).Headers["ETag"];
        (await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"1"}]""", ("If-Match", tag))).ShouldBe(200);

        (await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"2"}]""", ("If-Match", tag))).ShouldBeError(412);

        Assert.Equal("1", (await me.GetAsync("/Me"))["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Change_Owner_KeepsOwnerAndMayChangeTheProfile()
    {
        var workspace = await host.NewWorkspaceAsync("me-owner");
        var me = host.ClientOf(workspace.OwnerToken);

        var changed = (await me.PatchAsync("/Me", """[{"op":"replace","path":"displayName","value":"m4rk"}]""")).ShouldBe(200);

        Assert.Equal("m4rk", changed["displayName"]!.GetValue<string>());
        (await me.PatchAsync("/Me", """[{"op":"replace","path":"active","value":false}]""")).ShouldBeError(403);
        (await me.GetAsync("/Me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("PATCH", "{", 400, "invalidSyntax")]
    [InlineData("PUT", "[]", 400, "invalidSyntax")]
    [InlineData("PUT", """{"userName":"x"}""", 400, "invalidSyntax")]
    [InlineData("PUT", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","nickname2":"y"}""", 400, "invalidSyntax")]
    public async Task Change_Malformed_AnswersScimError(string method, string body, int status, string scimType)
    {
        var answer = await host.ClientOf(host.Two.OwnerToken).SendAsync(method, "/Me", body);

        answer.ShouldBeError(status, scimType);
        Assert.Equal($"{ScimHost.BaseUrl}/Users/{host.Two.OwnerId}", answer.Headers["Location"]);
    }

    [Fact]
    public async Task Change_TooLarge_Answers413AndTooMuch400()
    {
        var (_, _, me) = await host.NewLocalMemberAsync("me-large");

        (await me.PatchAsync("/Me", $$"""[{"op":"add","path":"title","value":"{{new string('x', 1_100_000)}}"}]""")).ShouldBeError(413);
        (await me.PatchAsync("/Me", $$"""[{"op":"add","path":"title","value":"{{new string('x', 70_000)}}"}]"""))
            .ShouldBeError(400, "invalidValue");
    }

    private static string Operation(string op, string change) => $$"""{"op":"{{op}}",{{change[1..]}}""";
}
