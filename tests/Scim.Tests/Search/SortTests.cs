using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Search;

/// <summary>RFC 7644 §3.4.2.3.</summary>
public sealed class SortTests(SortTests.Filled host) : IClassFixture<SortTests.Filled>
{
    /// <summary>Five users and the owner, who has none of what is sorted by but names.</summary>
    public sealed class Filled : ScimHost, IAsyncLifetime
    {
        private static readonly string[] Users =
        [
            """ "userName":"delta","displayName":"b","title":"Zulu","active":false,"emails":[{"value":"z@x.example","type":"home"},{"value":"a@x.example","primary":true}] """,
            """ "userName":"Alpha","displayName":"B","title":"alpha","name":{"familyName":"Ünal"} """,
            """ "userName":"charlie","displayName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"7"} """,
            """ "userName":"Bravo","emails":[{"value":"m@x.example"}],"name":{"familyName":"umber"} """,
            """ "userName":"echo","displayName":"É","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"10"} """,
        ];

        public new async Task InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var user in Users)
            {
                (await Client.PostAsync("/Users", "{" + user + "}")).ShouldBe(201);
            }
        }
    }

    [Theory]
    [InlineData("sortBy=userName", "Alpha Bravo charlie delta echo owner")]
    [InlineData("sortBy=USERNAME&sortOrder=descending", "owner echo delta charlie Bravo Alpha")]
    [InlineData("sortBy=userName&sortOrder=Ascending&startIndex=2&count=2", "Bravo charlie")]
    [InlineData("sortBy=userName&sortOrder=&startIndex=6", "owner")]
    [InlineData("sortOrder=descending", "owner delta Alpha charlie Bravo echo")]
    [InlineData("sortBy=title&filter=userName sw \"a\" or userName sw \"d\" or userName sw \"e\"", "Alpha delta echo")]
    [InlineData("sortBy=title&sortOrder=descending&filter=userName sw \"a\" or userName sw \"d\" or userName sw \"e\"", "echo delta Alpha")]
    [InlineData("sortBy=emails.value&filter=not (userName sw \"owner\")", "delta Bravo Alpha charlie echo")]
    [InlineData("sortBy=emails&filter=emails pr and not (userName sw \"owner\")", "delta Bravo")]
    [InlineData("sortBy=name.familyName&filter=name.familyName pr and not (userName sw \"owner\")", "Bravo Alpha")]
    [InlineData("sortBy=active&filter=userName sw \"d\" or userName sw \"A\"", "delta Alpha")]
    [InlineData("sortBy=meta.created&count=3", "owner delta Alpha")]
    [InlineData("sortBy=meta.lastModified&sortOrder=descending&count=2", "echo Bravo")]
    [InlineData("sortBy=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber&count=2", "echo charlie")]
    [InlineData("sortBy=urn:ietf:params:scim:schemas:core:2.0:User:userName&count=1", "Alpha")]
    public async Task SortBy_Attribute_OrdersByItsValues(string query, string expected)
    {
        var answer = (await host.Client.GetAsync("/Users?" + query)).ShouldBe(200);

        Assert.Equal(expected.Split(' '), NamesIn(answer));
    }

    [Fact]
    public async Task SortBy_InASearchRequest_OrdersAsInAQuery()
    {
        var answer = await host.Client.PostAsync("/Users/.search", """ {"sortBy":"userName","sortOrder":"descending","count":2} """);

        Assert.Equal(["owner", "echo"], NamesIn(answer.ShouldBe(200)));
    }

    [Fact]
    public async Task SortBy_GroupsOfUsers_ReadsTheGroups()
    {
        var ids = (await host.Client.GetAsync("/Users?filter=userName eq \"delta\" or userName eq \"echo\"&attributes=id"))["Resources"]!.AsArray();
        await host.Client.CreateGroupAsync("Second", ids[0]!["id"]!.GetValue<string>());
        await host.Client.CreateGroupAsync("First", ids[1]!["id"]!.GetValue<string>());

        var answer = await host.Client.GetAsync("/Users?sortBy=groups.display&count=2");

        Assert.Equal(["echo", "delta"], NamesIn(answer.ShouldBe(200)));
    }

    [Theory]
    [InlineData("sortBy=nothing", "invalidPath")]
    [InlineData("sortBy=name", "invalidPath")]
    [InlineData("sortBy=password", "invalidPath")]
    [InlineData("sortBy=userName eq", "invalidPath")]
    [InlineData("sortBy=emails[type eq \"work\"].value", "invalidPath")]
    [InlineData("sortBy=userName&sortOrder=up", "invalidValue")]
    [InlineData("sortBy=userName&sortBy=title", "invalidValue")]
    public async Task SortBy_WhatHasNoOrder_IsRefused(string query, string scimType) =>
        (await host.Client.GetAsync("/Users?" + query)).ShouldBeError(400, scimType);

    [Fact]
    public async Task ServiceProviderConfig_Sort_IsAdvertised() =>
        Assert.True((await host.Client.GetAsync("/ServiceProviderConfig"))["sort"]!["supported"]!.GetValue<bool>());

    private static IEnumerable<string> NamesIn(ScimAnswer answer) =>
        answer["Resources"]!.AsArray().Select(user => user!["userName"]!.GetValue<string>().Split('@')[0]);
}
