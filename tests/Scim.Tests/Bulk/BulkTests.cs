using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Bulk;

/// <summary>RFC 7644 §3.7.</summary>
public sealed class BulkTests(ScimHost host) : IClassFixture<ScimHost>
{
    private readonly string unique = Unique.Name();

    [Fact]
    public async Task Bulk_CreateChangeAndDelete_EachIsDoneAndReportedInOrder()
    {
        var (kept, gone) = (await host.Client.CreateUserAsync(unique + "kept"), await host.Client.CreateUserAsync(unique + "gone"));

        var answer = await SendAsync(
            $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{User("a")}}}""",
            $$"""{"method":"PUT","path":"/Users/{{kept}}","data":{{User("put")}}}""",
            $$"""{"method":"PATCH","path":"/Users/{{kept}}","data":{"Operations":[{"op":"replace","path":"title","value":"bulk"}] } }""",
            $$"""{"method":"DELETE","path":"/Users/{{gone}}"}""");

        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:BulkResponse", answer["schemas"]![0]!.GetValue<string>());
        Assert.Equal(["201", "200", "200", "204"], StatusesIn(answer));
        Assert.Equal(["POST", "PUT", "PATCH", "DELETE"], answer["Operations"]!.AsArray().Select(each => each!["method"]!.GetValue<string>()));
        Assert.Equal("a", answer["Operations"]![0]!["bulkId"]!.GetValue<string>());
        Assert.All(answer["Operations"]!.AsArray(), each => Assert.StartsWith(ScimHost.BaseUrl + "/Users/", each!["location"]!.GetValue<string>(), StringComparison.Ordinal));
        var changed = await host.Client.GetAsync($"/Users/{kept}");
        Assert.Equal((unique + "put", "bulk"), (changed["userName"]!.GetValue<string>(), changed["title"]!.GetValue<string>()));
        Assert.Equal(changed["meta"]!["version"]!.GetValue<string>(), answer["Operations"]![2]!["version"]!.GetValue<string>());
        (await host.Client.GetAsync($"/Users/{gone}")).ShouldBeError(404);
    }

    [Fact]
    public async Task Bulk_ReferencesForwardAndBack_AreResolved()
    {
        var answer = await SendAsync(
            $$"""{"method":"POST","path":"/Groups","bulkId":"g","data":{{Group("g", "late", "early")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"late","data":{{User("late")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"early","data":{{User("early", manager: "late")}}}""",
            $$"""{"method":"PATCH","path":"/Groups/bulkId:g","data":{"Operations":[{"op":"remove","path":"members[value eq \"bulkId:late\"]"}] } }""",
            $$"""{"method":"PATCH","path":"/Users/bulkId:late","data":{"Operations":[{"op":"add","path":"nickName","value":"bulkId:early is not a reference here"}] } }""");

        Assert.Equal(["201", "201", "201", "204", "200"], StatusesIn(answer));
        var group = await host.Client.GetAsync(PathOf(answer, 0));
        var early = await host.Client.GetAsync(PathOf(answer, 2));
        Assert.Equal(early.Id, Assert.Single(group["members"]!.AsArray())!["value"]!.GetValue<string>());
        Assert.Equal(IdOf(answer, 1), ManagerOf(early));
        Assert.Equal("bulkId:early is not a reference here", (await host.Client.GetAsync(PathOf(answer, 1)))["nickName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Bulk_UsersManageEachOther_TheCircleIsClosed()
    {
        var answer = await SendAsync(
            $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{User("a", manager: "b")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"b","data":{{User("b", manager: "c")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"c","data":{{User("c", manager: "a")}}}""");

        Assert.Equal(["201", "201", "201"], StatusesIn(answer));
        for (var i = 0; i < 3; i++)
        {
            var user = await host.Client.GetAsync(PathOf(answer, i));
            Assert.Equal(IdOf(answer, (i + 1) % 3), ManagerOf(user));
            Assert.Equal(user["meta"]!["version"]!.GetValue<string>(), answer["Operations"]![i]!["version"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Bulk_CircleThatNothingOpens_IsAConflictAlone()
    {
        var answer = await SendAsync(
            """{"method":"POST","path":"/Users","bulkId":"a","data":{"userName":"x","path":"\"bulkId:a\""} }""",
            $$"""{"method":"POST","path":"/Users","bulkId":"b","data":{{User("b")}}}""");

        Assert.Equal(["409", "201"], StatusesIn(answer));
    }

    [Fact]
    public async Task Bulk_CircleOfWhichOneFails_SaysSoForEach()
    {
        await host.Client.CreateUserAsync(unique + "b");

        var answer = await SendAsync(
            $$"""{"method":"POST","path":"/Users","bulkId":"a","data":{{User("a", manager: "b")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"b","data":{{User("b", manager: "a")}}}""");

        Assert.Equal(["409", "409"], StatusesIn(answer));
        Assert.Equal("uniqueness", answer["Operations"]![1]!["response"]!["scimType"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, "409 409 201 400 204")]
    [InlineData(1, "409")]
    [InlineData(2, "409 409")]
    [InlineData(3, "409 409 201 400")]
    [InlineData(9, "409 409 201 400 204")]
    public async Task Bulk_FailOnErrors_StopsAtThatMany(int? failOnErrors, string expected)
    {
        var taken = await host.Client.CreateUserAsync(unique + "taken");

        var answer = await SendAsync(
            failOnErrors,
            $$"""{"method":"POST","path":"/Users","bulkId":"x","data":{{User("taken")}}}""",
            $$"""{"method":"POST","path":"/Groups","bulkId":"g","data":{{Group("g", "x")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"y","data":{{User("y")}}}""",
            $$"""{"method":"POST","path":"/Users","bulkId":"z","data":{"displayName":"no userName"} }""",
            $$"""{"method":"DELETE","path":"/Users/{{taken}}"}""");

        Assert.Equal(expected.Split(' '), StatusesIn(answer));
    }

    [Fact]
    public async Task Bulk_FailedOperation_CarriesTheErrorItWouldHaveHadAlone()
    {
        var answer = await SendAsync("""{"method":"DELETE","path":"/Users/nobody"}""", """{"method":"POST","path":"/Users","bulkId":"q","data":{ } }""");

        var (missing, invalid) = (answer["Operations"]![0]!, answer["Operations"]![1]!);
        Assert.Equal("404", missing["response"]!["status"]!.GetValue<string>());
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", missing["response"]!["schemas"]![0]!.GetValue<string>());
        Assert.Equal(ScimHost.BaseUrl + "/Users/nobody", missing["location"]!.GetValue<string>());
        Assert.Equal("invalidValue", invalid["response"]!["scimType"]!.GetValue<string>());
        Assert.Null(invalid["location"]);
        Assert.Equal("q", invalid["bulkId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"method":"GET","path":"/Users"}""", "400")]
    [InlineData("""{"method":"POST","path":"/Bulk","bulkId":"n","data":{ } }""", "400")]
    [InlineData("""{"method":"POST","path":"/Users/.search","bulkId":"n","data":{ } }""", "400")]
    [InlineData("""{"method":"POST","path":"/.search","bulkId":"n","data":{ } }""", "400")]
    [InlineData("""{"method":"PATCH","path":"/Me/x","data":{ } }""", "400")]
    [InlineData("""{"method":"PATCH","path":"/Users","data":{ } }""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/../Users/x"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"Users/x"}""", "400")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"n"}""", "400")]
    [InlineData("""{"method":"POST","path":"/Nothing","bulkId":"n","data":{ } }""", "404")]
    [InlineData("""{"method":"DELETE","path":"/Schemas/x"}""", "405")]
    [InlineData("""{"method":"POST","path":"/Me","bulkId":"n","data":{ } }""", "400")]
    [InlineData("""{"method":"POST","path":"/Roles","bulkId":"n","data":{ } }""", "405")]
    [InlineData("""{"method":"DELETE","path":"/Roles/Member"}""", "405")]
    [InlineData("""{"path":"/Users"}""", "400")]
    [InlineData("{}", "400")]
    [InlineData("""{"method":"PATCH","path":"/Users/bulkId:unknown","data":{"Operations":[{"op":"replace","path":"title","value":"x"}] } }""", "404")]
    public async Task Bulk_OperationThatCannotBe_IsRefusedAlone(string operation, string status) =>
        Assert.Equal([status, "201"], StatusesIn(await SendAsync(operation, $$"""{"method":"post","path":"/Users","bulkId":"ok","data":{{User("ok" + Unique.Name())}}}""")));

    [Fact]
    public async Task Bulk_UnknownReference_IsAnInvalidValue()
    {
        var answer = await SendAsync($$"""{"method":"POST","path":"/Groups","bulkId":"g","data":{{Group("g", "nowhere")}}}""");

        Assert.Equal("invalidValue", answer["Operations"]![0]!["response"]!["scimType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Bulk_StaleVersion_Answers412()
    {
        var id = await host.Client.CreateUserAsync(unique);

        var answer = await SendAsync(
            $$"""{"method":"PATCH","path":"/Users/{{id}}","version":"W/\"77\"","data":{"Operations":[{"op":"replace","path":"title","value":"x"}] } }""",
            $$"""{"method":"PATCH","path":"/Users/{{id}}","version":"W/\"1\"","data":{"Operations":[{"op":"replace","path":"title","value":"x"}] } }""");

        Assert.Equal(["412", "200"], StatusesIn(answer));
    }

    [Fact]
    public async Task Bulk_OtherWorkspace_ReachesNothing()
    {
        var id = await host.Client.CreateUserAsync(unique);

        var answer = await host.ClientOf(host.Two.Token).PostAsync("/Bulk", BodyOf(null, $$"""{"method":"DELETE","path":"/Users/{{id}}"}"""));

        Assert.Equal(["404"], StatusesIn(answer));
        (await host.Client.GetAsync($"/Users/{id}")).ShouldBe(200);
    }

    [Theory]
    [InlineData("{}", "invalidSyntax")]
    [InlineData("""{"Operations":[]}""", "invalidSyntax")]
    [InlineData("""{"Operations":{}}""", "invalidSyntax")]
    [InlineData("""{"Operations":[1]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{"method":"POST","path":"/Users","bulkId":"x","data":{}},{"method":"POST","path":"/Users","bulkId":"x","data":{}}]}""", "invalidSyntax")]
    [InlineData("""{"failOnErrors":0,"Operations":[{}]}""", "invalidValue")]
    [InlineData("""{"failOnErrors":-1,"Operations":[{}]}""", "invalidValue")]
    [InlineData("""{"failOnErrors":[],"Operations":[{}]}""", "invalidValue")]
    public async Task Bulk_NoBulkRequest_IsRefusedWhole(string body, string scimType) =>
        (await host.Client.PostAsync("/Bulk", body)).ShouldBeError(400, scimType);

    [Fact]
    public async Task Bulk_TooManyOperations_Answers413() =>
        (await host.Client.PostAsync("/Bulk", BodyOf(null, [.. Enumerable.Repeat("""{"method":"DELETE","path":"/Users/x"}""", 1001)])))
        .ShouldBeError(413);

    [Fact]
    public async Task Bulk_TooLarge_Answers413() =>
        (await host.Client.PostAsync("/Bulk", $$"""{"Operations":[],"x":"{{new string('x', 4 * 1024 * 1024)}}"}""")).ShouldBeError(413);

    [Fact]
    public async Task Bulk_LongChainOfReferencesBackwards_IsResolved()
    {
        const int length = 300;
        var operations = Enumerable.Range(0, length).Select(n =>
            $$"""{"method":"POST","path":"/Users","bulkId":"u{{n}}","data":{{User("u" + n, manager: n + 1 < length ? "u" + (n + 1) : null)}}}""");

        var answer = await SendAsync([.. operations]);

        Assert.All(StatusesIn(answer), status => Assert.Equal("201", status));
        Assert.Equal(IdOf(answer, 1), ManagerOf(await host.Client.GetAsync(PathOf(answer, 0))));
    }

    [Fact]
    public async Task Bulk_NoToken_Answers401() => (await host.ClientOf(null).PostAsync("/Bulk", "{}")).ShouldBeError(401);

    [Fact]
    public async Task ServiceProviderConfig_Bulk_AdvertisesTheLimits()
    {
        var bulk = (await host.Client.GetAsync("/ServiceProviderConfig"))["bulk"]!;

        Assert.True(bulk["supported"]!.GetValue<bool>());
        Assert.Equal((1000, 4 * 1024 * 1024), (bulk["maxOperations"]!.GetValue<int>(), bulk["maxPayloadSize"]!.GetValue<int>()));
    }

    private Task<ScimAnswer> SendAsync(params string[] operations) => SendAsync(null, operations);

    private async Task<ScimAnswer> SendAsync(int? failOnErrors, params string[] operations) =>
        (await host.Client.PostAsync("/Bulk", BodyOf(failOnErrors, operations))).ShouldBe(200);

    private static string BodyOf(int? failOnErrors, params string[] operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":{{JsonSerializer.Serialize(failOnErrors)}},"Operations":[{{string.Join(',', operations)}}]}""";

    private string User(string name, string? manager = null)
    {
        var user = new JsonObject { ["userName"] = unique + name };
        if (manager is not null)
        {
            user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] =
                new JsonObject { ["manager"] = new JsonObject { ["value"] = "bulkId:" + manager } };
        }

        return user.ToJsonString();
    }

    private string Group(string name, params string[] members) => new JsonObject
    {
        ["displayName"] = unique + name,
        ["members"] = new JsonArray([.. members.Select(id => new JsonObject { ["value"] = "bulkId:" + id })]),
    }.ToJsonString();

    private static IEnumerable<string> StatusesIn(ScimAnswer answer) =>
        answer["Operations"]!.AsArray().Select(each => each!["status"]!.GetValue<string>());

    private static string PathOf(ScimAnswer answer, int index) =>
        answer["Operations"]![index]!["location"]!.GetValue<string>()[ScimHost.BaseUrl.Length..];

    private static string IdOf(ScimAnswer answer, int index) => PathOf(answer, index).Split('/')[^1];

    private static string? ManagerOf(ScimAnswer user) =>
        user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]!["manager"]!["value"]!.GetValue<string>();
}
