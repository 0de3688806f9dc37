using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Conformance;

/// <summary>The requests that RFC 7644 §3 and RFC 7643 §8 show, sent by a strict connection with values of our own.</summary>
public sealed class RfcExampleTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private ScimClient Client => host.ClientOf(host.Strict.Token);

    [Fact]
    public async Task Create_MinimalUser_Rfc7643Section8_1_IsShownWithItsCommonAttributes()
    {
        var created = await Client.PostAsync("/Users", Bodies.User(host.NewName()));

        Assert.Equal(
            ["active", "id", "meta", "schemas", "userName"], created.ShouldBe(201).Json!.Select(member => member.Key).Order());
        Assert.Equal(
            ["created", "lastModified", "location", "resourceType", "version"],
            created["meta"]!.AsObject().Select(member => member.Key).Order());
    }

    [Fact]
    public async Task Create_FullUser_Rfc7643Section8_2And8_3_ComesBackAsSent()
    {
        var sent = FullUser();

        var created = await Client.PostAsync("/Users", sent.ToJsonString());
        var read = await Client.GetAsync($"/Users/{created.ShouldBe(201).Id}");

        Assert.Null(read["password"]);
        foreach (var (name, value) in sent.Where(member => member.Key != "password"))
        {
            Assert.True(JsonNode.DeepEquals(value, read[name]), $"{name}: {read[name]?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Replace_FullUser_Section3_5_1_LeavesWhatIsGivenOnly()
    {
        var full = FullUser();
        var created = await Client.PostAsync("/Users", full.ToJsonString());
        var body = $$"""
            {"schemas":["{{User}}"],"id":"{{created.Id}}","userName":"{{full["userName"]}}","externalId":"m4rk-2",
             "name":{"familyName":"m4rk Family","givenName":"m4rk Given","middleName":"m4rk Middle"},"roles":[],
             "emails":[{"value":"one@m4rk.example"},{"value":"two@m4rk.example"}]}
            """;

        var replaced = await Client.PutAsync($"/Users/{created.Id}", body, ("If-Match", created.Headers["ETag"]));

        Assert.Equal(2, replaced.ShouldBe(200)["emails"]!.AsArray().Count);
        Assert.Equal("m4rk Middle", replaced["name"]!["middleName"]!.GetValue<string>());
        Assert.Null(replaced["name"]!["honorificPrefix"]);
        Assert.Null(replaced["addresses"]);
        Assert.Null(replaced["roles"]);
    }

    [Fact]
    public async Task Query_Section3_4_2_AndSearch_Section3_4_3_AnswerOnePage()
    {
        var name = host.NewName();
        await Client.CreateUserAsync(name);

        var listed = await Client.GetAsync($"/Users?attributes=userName&filter=userName sw \"{name}\"");
        var found = await Client.PostAsync("/Users/.search", $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["displayName","userName"],
             "filter":"displayName sw \"nobody\" or userName sw \"{{name}}\"","startIndex":1,"count":10}
            """);

        foreach (var answer in new[] { listed, found })
        {
            Assert.Equal(1, answer.ShouldBe(200)["totalResults"]!.GetValue<int>());
            Assert.Equal(1, answer["startIndex"]!.GetValue<int>());
            Assert.Equal(1, answer["itemsPerPage"]!.GetValue<int>());
            Assert.Equal(name, answer["Resources"]![0]!["userName"]!.GetValue<string>());
            Assert.Null(answer["Resources"]![0]!["meta"]);
        }
    }

    [Fact]
    public async Task Group_Rfc7643Section8_4_AndItsPatches_Section3_5_2_MoveMembers()
    {
        var one = await Client.CreateUserAsync(host.NewName());
        var two = await Client.CreateUserAsync(host.NewName());
        var three = await Client.CreateUserAsync(host.NewName());
        var group = await Client.CreateGroupAsync(host.NewName(), one);

        async Task<IEnumerable<string>> AfterAsync(string operations)
        {
            (await Client.PatchAsync($"/Groups/{group}", operations)).ShouldBe(204);
            var members = (await Client.GetAsync($"/Groups/{group}"))["members"]!.AsArray();
            Assert.All(members, member => Assert.Equal(
                $"{ScimHost.BaseUrl}/Users/{member!["value"]}", member["$ref"]!.GetValue<string>()));
            return members.Select(member => member!["value"]!.GetValue<string>()).Order();
        }

        Assert.Equal(Sorted(one, two), await AfterAsync(
            $$"""[{"op":"add","path":"members","value":[{"display":"m4rk","$ref":"../Users/{{two}}","value":"{{two}}"}]}]"""));
        Assert.Equal(Sorted(one), await AfterAsync($$"""[{"op":"remove","path":"members[value eq \"{{two}}\"]"}]"""));
        Assert.Equal(Sorted(two, three), await AfterAsync($$"""
            [{"op":"remove","path":"members[value eq \"{{one}}\"]"},
             {"op":"add","path":"members","value":[{"value":"{{two}}"},{"value":"{{three}}"}]}]
            """));
        Assert.Equal(Sorted(one), await AfterAsync(
            $$"""[{"op":"replace","path":"members","value":[{"value":"{{one}}"}]}]"""));
        Assert.Empty(await AfterAsync("""[{"op":"remove","path":"members"}]"""));
    }

    [Fact]
    public async Task Patch_WithoutPath_Section3_5_2_1And3_5_2_3_AddsThenReplaces()
    {
        var id = (await Client.PostAsync("/Users", FullUser().ToJsonString())).Id;
        const string Value = """{"emails":[{"value":"new@m4rk.example","type":"home"}],"nickname":"m4rk Nick"}""";

        var added = await Client.PatchAsync($"/Users/{id}", $$"""[{"op":"add","value":{{Value}}}]""");
        var replaced = await Client.PatchAsync($"/Users/{id}", $$"""[{"op":"replace","value":{{Value}}}]""");

        Assert.Equal(3, added.ShouldBe(200)["emails"]!.AsArray().Count);
        Assert.Equal("m4rk Nick", added["nickName"]!.GetValue<string>());
        Assert.Single(replaced.ShouldBe(200)["emails"]!.AsArray());
    }

    [Fact]
    public async Task Patch_ValuePath_Section3_5_2_2And3_5_2_3_ChangesTheMatchingValue()
    {
        var id = (await Client.PostAsync("/Users", FullUser().ToJsonString())).Id;

        var answer = await Client.PatchAsync($"/Users/{id}", """
            [{"op":"remove","path":"emails[type eq \"work\" and value ew \"m4rk.example\"]"},
             {"op":"replace","path":"addresses[type eq \"work\"]","value":
               {"type":"work","streetAddress":"m4rk Street 1","locality":"m4rk Town","country":"US","primary":true} },
             {"op":"replace","path":"addresses[type eq \"home\"].streetAddress","value":"m4rk Lane 2"}]
            """);

        Assert.Equal("home", Assert.Single(answer.ShouldBe(200)["emails"]!.AsArray())!["type"]!.GetValue<string>());
        var work = answer["addresses"]!.AsArray().Single(address => address!["type"]!.GetValue<string>() == "work")!;
        Assert.Null(work["postalCode"]);
        Assert.Equal("m4rk Town", work["locality"]!.GetValue<string>());
        var home = answer["addresses"]!.AsArray().Single(address => address!["type"]!.GetValue<string>() == "home")!;
        Assert.Equal("m4rk Lane 2", home["streetAddress"]!.GetValue<string>());
        Assert.Equal("m4rk Ville", home["locality"]!.GetValue<string>());
        Assert.Null(home["primary"]);
    }

    [Theory]
    [InlineData("""[{"op":"remove","path":"emails[type eq \"fax\"]"}]""", "noTarget")]
    [InlineData("""[{"op":"remove","path":"emails[type eq \"fax\"].value"}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"emails[type eq \"fax\"].value","value":"m4rk"}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"emails[type eq \"fax\"]","value":{"value":"m4rk"}}]""", "noTarget")]
    [InlineData("""[{"op":"remove"}]""", "noTarget")]
    [InlineData("""[{"op":"remove","path":"userName"}]""", "mutability")]
    [InlineData("""[{"op":"add","path":"groups","value":[{"value":"m4rk"}]}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"nothing","value":"m4rk"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"emails[type xx \"work\"]","value":{}}]""", "invalidFilter")]
    [InlineData("""[{"op":"add","path":"title"}]""", "invalidValue")]
    [InlineData("""[{"op":"copy","path":"title","value":"m4rk"}]""", "invalidSyntax")]
    public async Task Patch_NotPossible_Section3_12_NamesTheKind(string operations, string scimType)
    {
        var id = (await Client.PostAsync("/Users", FullUser().ToJsonString())).Id;
        var before = await Client.GetAsync($"/Users/{id}");

        (await Client.PatchAsync($"/Users/{id}", operations)).ShouldBeError(400, scimType);

        Assert.True(JsonNode.DeepEquals(before.Json, (await Client.GetAsync($"/Users/{id}")).Json));
    }

    [Fact]
    public async Task Patch_OpInOtherCase_IsTheSameOperation()
    {
        var id = await Client.CreateUserAsync(host.NewName());

        var answer = await Client.PatchAsync($"/Users/{id}", """[{"op":"Add","path":"title","value":"m4rk"}]""");

        Assert.Equal("m4rk", answer.ShouldBe(200)["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Filter_Times_AreReadInAnyCaseAndCompareAsInstants()
    {
        var id = await Client.CreateUserAsync(host.NewName());

        foreach (var time in new[] { "2011-05-13T04:42:34Z", "2011-05-13t04:42:34z", "2011-05-13T06:42:34+02:00", "2011-05-13T04:42:34" })
        {
            var found = await Client.GetAsync($"/Users?filter=id eq \"{id}\" and meta.lastModified gt \"{Uri.EscapeDataString(time)}\"");
            Assert.Equal(1, found.ShouldBe(200)["totalResults"]!.GetValue<int>());
        }
    }

    private JsonObject FullUser() => JsonNode.Parse($$"""
        {"schemas":["{{User}}","{{Enterprise}}"],"externalId":"m4rk-1","userName":"{{host.NewName()}}",
         "name":{"formatted":"Ms. m4rk III","familyName":"m4rk F","givenName":"m4rk G","middleName":"m4rk M",
                 "honorificPrefix":"Ms.","honorificSuffix":"III"},
         "displayName":"m4rk Shown","nickName":"m4rk N","profileUrl":"https://m4rk.example/people/1",
         "emails":[{"value":"work@m4rk.example","type":"work","primary":true},{"value":"home@m4rk.example","type":"home"}],
         "addresses":[{"type":"work","streetAddress":"m4rk Road 100","locality":"m4rk City","region":"CA",
                       "postalCode":"91608","country":"US","formatted":"m4rk Road 100\nm4rk City","primary":true},
                      {"type":"home","streetAddress":"m4rk Road 456","locality":"m4rk Ville","country":"US"}],
         "phoneNumbers":[{"value":"tel:+1-201-555-0123","type":"work"},{"value":"+1 201 555 0124","type":"mobile"}],
         "ims":[{"value":"m4rkaim","type":"aim"}],
         "photos":[{"value":"https://m4rk.example/1/f.jpg","type":"photo"},{"value":"https://m4rk.example/1/t.jpg","type":"thumbnail"}],
         "userType":"Employee","title":"m4rk Guide","preferredLanguage":"en-US","locale":"en-US",
         "timezone":"America/Los_Angeles","active":true,"password":"m4rk-Secret-1",
         "x509Certificates":[{"value":"MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEF"}],
         "{{Enterprise}}":{"employeeNumber":"701984","costCenter":"4130","organization":"m4rk Studios",
           "division":"m4rk Parks","department":"m4rk Tours",
           "manager":{"value":"26118915-6090-4610-87e4-49d8ca9f808d","$ref":"../Users/26118915-6090-4610-87e4-49d8ca9f808d"} }
        }
        """)!.AsObject();

    private static IEnumerable<string> Sorted(params string[] ids) => ids.Order();
}
