using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class ListUsersTests(ListUsersTests.FilledHost host) : IClassFixture<ListUsersTests.FilledHost>
{
    /// <summary>250 users and the owner.</summary>
    public sealed class FilledHost : ScimHost, IAsyncLifetime
    {
        public const int Users = 251;

        public new async Task InitializeAsync()
        {
            await base.InitializeAsync();
            for (var i = 1; i < Users; i++)
            {
                var title = i % 2 == 0 ? "even" : "odd";
                var active = i % 10 == 0 ? "false" : "true";
                await Client.PostAsync(
                    "/Users",
                    $$"""{"userName":"u{{i:D3}}@{{Marker}}.example","title":"{{title}}","active":{{active}} }""");
            }
        }
    }

    [Fact]
    public async Task ListUsers_NoToken_Answers401() =>
        (await host.ClientOf(null).GetAsync("/Users")).ShouldBeError(401);

    [Fact]
    public async Task ListUsers_OtherWorkspace_SeesItsOwnOnly()
    {
        var answer = await host.ClientOf(host.Two.Token).GetAsync("/Users");

        Assert.Equal(1, answer["totalResults"]!.GetValue<int>());
        Assert.Equal(host.Two.OwnerId.ToString(), answer["Resources"]![0]!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", 1, 100)]
    [InlineData("?count=200", 1, 200)]
    [InlineData("?count=201", 1, 200)]
    [InlineData("?count=2147483647", 1, 200)]
    [InlineData("?count=99999999999999999999", 1, 200)]
    [InlineData("?count=0", 1, 0)]
    [InlineData("?count=-1", 1, 0)]
    [InlineData("?count=-99999999999999999999", 1, 0)]
    [InlineData("?startIndex=0&count=5", 1, 5)]
    [InlineData("?startIndex=-7&count=5", 1, 5)]
    [InlineData("?startIndex=250&count=5", 250, 2)]
    [InlineData("?startIndex=252", 252, 0)]
    [InlineData("?startIndex=2147483647", 2147483647, 0)]
    [InlineData("?startIndex=&count=", 1, 100)]
    [InlineData("?StartIndex=2&COUNT=3", 2, 3)]
    public async Task ListUsers_Page_IsWithinBounds(string query, int startIndex, int itemsPerPage)
    {
        var answer = (await host.Client.GetAsync("/Users" + query)).ShouldBe(200);

        Assert.Equal(FilledHost.Users, answer["totalResults"]!.GetValue<int>());
        Assert.Equal(startIndex, answer["startIndex"]!.GetValue<int>());
        Assert.Equal(itemsPerPage, answer["itemsPerPage"]!.GetValue<int>());
        Assert.Equal(itemsPerPage, answer["Resources"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("?count=ten", "invalidValue")]
    [InlineData("?count=1.5", "invalidValue")]
    [InlineData("?startIndex=0x1", "invalidValue")]
    [InlineData("?startIndex=-", "invalidValue")]
    [InlineData("?count=1&count=2", "invalidValue")]
    [InlineData("?filter=active pr&filter=title pr", "invalidValue")]
    [InlineData("?filter=userName", "invalidFilter")]
    [InlineData("?filter=userName eq", "invalidFilter")]
    [InlineData("?filter=userName like \"x\"", "invalidFilter")]
    [InlineData("?filter=nothing eq \"x\"", "invalidFilter")]
    [InlineData("?filter=(userName pr", "invalidFilter")]
    [InlineData("?filter=active gt true", "invalidFilter")]
    public async Task ListUsers_BadParameter_Answers400(string query, string scimType) =>
        (await host.Client.GetAsync("/Users" + query)).ShouldBeError(400, scimType);

    [Fact]
    public async Task ListUsers_AllPages_AreEachUserOnceInAStableOrder()
    {
        var ids = new List<string>();
        for (var start = 1; start <= FilledHost.Users; start += 37)
        {
            var page = await host.Client.GetAsync($"/Users?startIndex={start}&count=37&attributes=id");
            ids.AddRange(page["Resources"]!.AsArray().Select(user => user!["id"]!.GetValue<string>()));
        }

        Assert.Equal(FilledHost.Users, ids.Distinct().Count());
        Assert.Equal(FilledHost.Users, ids.Count);
    }

    [Theory]
    [InlineData("title eq \"even\"", 125)]
    [InlineData("title eq \"EVEN\"", 125)]
    [InlineData("title eq \"even\" and active eq true", 100)]
    [InlineData("active eq false", 25)]
    [InlineData("not (title pr)", 1)]
    [InlineData("userName sw \"u00\"", 9)]
    [InlineData("userName eq \"U001@m4rk.EXAMPLE\"", 1)]
    [InlineData("userName ew \"9@m4rk.example\" and title eq \"odd\"", 25)]
    [InlineData("(userName co \"01\" or userName co \"02\") and active eq true", 24)]
    [InlineData("meta.created gt \"2000-01-01T00:00:00Z\"", 251)]
    [InlineData("meta.lastModified lt \"2000-01-01T00:00:00Z\"", 0)]
    [InlineData("meta.resourceType eq \"User\"", 251)]
    [InlineData("id eq \"nobody\"", 0)]
    [InlineData("externalId pr", 0)]
    public async Task ListUsers_Filter_FindsAsMany(string filter, int total)
    {
        var answer = (await host.Client.GetAsync($"/Users?count=1&filter={Uri.EscapeDataString(filter)}")).ShouldBe(200);

        Assert.Equal(total, answer["totalResults"]!.GetValue<int>());
        Assert.Equal(Math.Min(1, total), answer["itemsPerPage"]!.GetValue<int>());
    }

    [Fact]
    public async Task ListUsers_NothingFound_AnswersAnEmptyList()
    {
        var answer = (await host.Client.GetAsync("/Users?filter=userName eq \"nobody\"")).ShouldBe(200);

        Assert.Equal(0, answer["totalResults"]!.GetValue<int>());
        Assert.Empty(answer["Resources"]!.AsArray());
    }

    [Fact]
    public async Task ListUsers_Search_AnswersAsTheQueryDoes()
    {
        var query = await host.Client.GetAsync("/Users?filter=title eq \"odd\"&startIndex=3&count=2&attributes=userName,active");
        var search = await host.Client.PostAsync(
            "/Users/.search",
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"title eq \"odd\"",
             "startIndex":3,"count":2,"attributes":["userName","active"]}
            """);

        Assert.Equal(2, search.ShouldBe(200)["itemsPerPage"]!.GetValue<int>());
        Assert.True(JsonNode.DeepEquals(query.Json, search.Json));
    }

    [Theory]
    [InlineData("{\"filter\":{}}", "invalidValue")]
    [InlineData("{\"count\":\"x\"}", "invalidValue")]
    [InlineData("{\"count\":1.5}", "invalidValue")]
    [InlineData("{\"startIndex\":[1]}", "invalidValue")]
    [InlineData("{\"filter\":\"(\"}", "invalidFilter")]
    [InlineData("[]", "invalidSyntax")]
    public async Task Search_BadRequest_Answers400(string body, string scimType) =>
        (await host.Client.PostAsync("/Users/.search", body)).ShouldBeError(400, scimType);
}
