using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Conformance;

/// <summary>What a body may and must say: RFC 7643 §2, §3 and RFC 7644 §3.3, §3.4.2.5, §3.4.3, §3.5.1, §3.10.</summary>
public sealed class MessageTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    private ScimClient Strict => host.ClientOf(host.Strict.Token);

    [Fact]
    public async Task Post_SchemasOfAnotherType_Answers400InEitherDialect()
    {
        foreach (var client in new[] { host.Client, Strict })
        {
            var user = $$"""{"schemas":["{{Group}}"],"userName":"{{host.NewName()}}"}""";
            var group = $$"""{"schemas":["{{User.ToUpperInvariant()}}"],"displayName":"{{host.NewName()}}"}""";

            (await client.PostAsync("/Users", user)).ShouldBeError(400, "invalidSyntax");
            (await client.PostAsync("/Groups", group)).ShouldBeError(400, "invalidSyntax");
        }
    }

    [Fact]
    public async Task Post_SchemasWithUnknownOnesBesides_IsReadInCompatibleOnly()
    {
        var body = $$"""{"schemas":["{{User}}","urn:example:more"],"userName":"{{host.NewName()}}"}""";

        (await host.Client.PostAsync("/Users", body)).ShouldBe(201);
        (await Strict.PostAsync("/Users", body)).ShouldBeError(400, "invalidSyntax");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"schemas\":[],")]
    [InlineData("\"schemas\":\"urn:ietf:params:scim:schemas:core:2.0:User\",")]
    [InlineData("\"schemas\":[1],")]
    public async Task Post_NoListOfSchemas_Answers400InStrict(string schemas) =>
        (await Strict.PostAsync("/Users", $$"""{ {{schemas}}"userName":"{{host.NewName()}}"}"""))
            .ShouldBeError(400, "invalidSyntax");

    [Fact]
    public async Task Post_ReadOnlyAttributes_AreIgnored()
    {
        foreach (var client in new[] { host.Client, Strict })
        {
            var answer = await client.PostAsync("/Users", $$"""
                {"schemas":["{{User}}"],"userName":"{{host.NewName()}}","id":"mine",
                 "groups":[{"value":"x"}],"meta":{"resourceType":"Robot","created":"1999-01-01T00:00:00Z","version":"v"} }
                """);

            answer.ShouldBe(201);
            Assert.NotEqual("mine", answer.Id);
            Assert.Null(answer["groups"]);
            Assert.Equal("User", answer["meta"]!["resourceType"]!.GetValue<string>());
            Assert.StartsWith("2026", answer["meta"]!["created"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(answer["meta"]!["created"]!.GetValue<string>(), answer["meta"]!["lastModified"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Put_ReadOnlyAttributesAndOtherId_AreIgnored()
    {
        var name = host.NewName();
        var id = await Strict.CreateUserAsync(name);

        var answer = await Strict.PutAsync($"/Users/{id}", $$"""
            {"schemas":["{{User}}"],"id":"0192f0c1-2b3c-7def-8abc-0123456789ab","userName":"{{name}}","meta":{"version":"W/\"77\""} }
            """);

        Assert.Equal(id, answer.ShouldBe(200).Id);
    }

    [Fact]
    public async Task Put_AttributeLeftOut_IsCleared()
    {
        var name = host.NewName();
        var id = await Strict.CreateUserAsync(name);
        await Strict.PatchAsync($"/Users/{id}", """[{"op":"add","path":"title","value":"m4rk"}]""");

        var answer = (await Strict.PutAsync($"/Users/{id}", Bodies.User(name))).ShouldBe(200);

        Assert.Null(answer["title"]);
    }

    [Fact]
    public async Task Names_InAnyCase_AreTheSameAttribute()
    {
        var name = host.NewName();
        var created = await Strict.PostAsync(
            "/Users", $$"""{"SCHEMAS":["{{User}}"],"USERNAME":"{{name}}","Name":{"GIVENNAME":"m4rk"} }""");

        Assert.Equal("m4rk", created.ShouldBe(201)["name"]!["givenName"]!.GetValue<string>());
        var found = await Strict.PostAsync("/Users/.search", $$"""
            {"Schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
             "FILTER":"{{User.ToUpperInvariant()}}:USERNAME Eq \"{{name}}\"","Attributes":["NAME.givenname"]}
            """);
        Assert.Equal(1, found.ShouldBe(200)["totalResults"]!.GetValue<int>());
        Assert.Equal(
            ["id", "name", "schemas"],
            found["Resources"]![0]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Patch_NullOrEmptyList_Unassigns(string nothing)
    {
        var id = await Strict.CreateUserAsync(host.NewName());
        await Strict.PatchAsync($"/Users/{id}", """[{"op":"add","path":"ims","value":[{"value":"m4rk"}]}]""");

        var answer = await Strict.PatchAsync($"/Users/{id}", $$"""[{"op":"replace","path":"ims","value":{{nothing}}}]""");

        Assert.Null(answer.ShouldBe(200)["ims"]);
        Assert.Equal(1, (await Strict.GetAsync($"/Users?filter=id eq \"{id}\" and not (ims pr)"))["totalResults"]!.GetValue<int>());
    }

    [Fact]
    public async Task Manager_WhoIsAUser_IsNamedAndReferredToByTheServer()
    {
        const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        var boss = await host.Client.CreateUserAsync(host.NewName());
        await host.Client.PatchAsync($"/Users/{boss}", """[{"op":"add","path":"displayName","value":"m4rk Boss"}]""");
        var created = await host.Client.PostAsync("/Users", $$$"""
            {"schemas":["{{{User}}}","{{{Enterprise}}}"],"userName":"{{{host.NewName()}}}",
             "{{{Enterprise}}}":{"manager":{"value":"{{{boss}}}","$ref":"../Users/other","displayName":"m4rk Liar"} } }
            """);

        var manager = created.ShouldBe(201)[Enterprise]!["manager"]!;
        Assert.Equal("m4rk Boss", manager["displayName"]!.GetValue<string>());
        Assert.Equal($"{ScimHost.BaseUrl}/Users/{boss}", manager["$ref"]!.GetValue<string>());

        await host.Client.PatchAsync($"/Users/{boss}", """[{"op":"replace","path":"displayName","value":"m4rk Chief"}]""");
        var renamed = await host.Client.GetAsync($"/Users/{created.Id}", ("If-None-Match", created.Headers["ETag"]));
        Assert.Equal("m4rk Chief", renamed.ShouldBe(200)[Enterprise]!["manager"]!["displayName"]!.GetValue<string>());
        var found = await host.Client.GetAsync($"/Users?filter={Enterprise}:manager.displayName eq \"m4rk chief\"");
        Assert.Equal(created.Id, found["Resources"]![0]!["id"]!.GetValue<string>());

        await host.Client.DeleteAsync($"/Users/{boss}");
        var orphan = (await host.Client.GetAsync($"/Users/{created.Id}"))[Enterprise]!["manager"]!;
        Assert.Null(orphan["displayName"]);
        Assert.Equal(boss, orphan["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Manager_OfAnotherWorkspace_IsNobodyHere()
    {
        var stranger = await host.ClientOf(host.Two.Token).CreateUserAsync(host.NewName());

        var id = await host.Client.CreateUserAsync(host.NewName());
        var answer = await host.Client.PatchAsync(
            $"/Users/{id}", $$"""[{"op":"add","path":"manager","value":{"value":"{{stranger}}"} }]""");

        var manager = answer.ShouldBe(200)["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]!["manager"]!;
        Assert.Equal(["value"], manager.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Attributes_WithExcludedOnes_WinAndNeverHideWhatIsAlwaysReturned()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var both = await host.Client.GetAsync($"/Users/{id}?attributes={User}:USERNAME&excludedAttributes=userName,id");
        var excluded = await host.Client.GetAsync($"/Users/{id}?excludedAttributes=id,schemas,userName,meta.version");

        Assert.Equal(["id", "schemas", "userName"], NamesOf(both));
        Assert.Equal(["active", "id", "meta", "schemas"], NamesOf(excluded));
        Assert.Null(excluded["meta"]!["version"]);
    }

    private static IEnumerable<string> NamesOf(ScimAnswer answer) =>
        answer.ShouldBe(200).Json!.Select(member => member.Key).Order(StringComparer.Ordinal);
}
