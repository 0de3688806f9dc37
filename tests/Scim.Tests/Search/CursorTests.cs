using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Search;

/// <summary>RFC 9865.</summary>
public sealed class CursorTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const int Users = 60;

    private static readonly SemaphoreSlim Filling = new(1);

    [Theory]
    [InlineData("")]
    [InlineData("&filter=title eq \"cursor\"")]
    [InlineData("&filter=title eq \"cursor\"&sortBy=userName")]
    [InlineData("&sortBy=displayName&sortOrder=descending")]
    [InlineData("&filter=meta.lastModified gt \"2001-01-01T00:00:00Z\"")]
    public async Task Cursor_WhileTheListChanges_ShowsEachResourceThatStaysOnce(string query)
    {
        var unique = Unique.Name();
        await FillAsync(unique);
        var seen = new List<string>();
        int? total = null;
        string? cursor = "";
        for (var page = 0; cursor is not null; page++)
        {
            var answer = (await host.Client.GetAsync($"/Users?count=7&cursor={cursor}{query}")).ShouldBe(200);
            total ??= answer["totalResults"]!.GetValue<int>();
            seen.AddRange(answer["Resources"]!.AsArray().Select(user => user!["userName"]!.GetValue<string>()));
            Assert.Null(answer["startIndex"]);
            Assert.Equal(total, answer["totalResults"]!.GetValue<int>());
            cursor = answer["nextCursor"]?.GetValue<string>();

            // The last one shown goes away, and others come: neither moves the rest.
            var last = answer["Resources"]!.AsArray().LastOrDefault(user => user!["userName"]!.GetValue<string>().StartsWith(unique, StringComparison.Ordinal));
            if (page < 3 && last is not null)
            {
                (await host.Client.DeleteAsync($"/Users/{last["id"]}")).ShouldBe(204);
                await CreateAsync($"{unique}-late-{page}");
            }
        }

        var mine = seen.Where(name => name.StartsWith(unique, StringComparison.Ordinal) && !name.Contains("late", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(0, Users).Select(n => $"{unique}-{n:D2}"), mine.Order(StringComparer.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Cursor_PagesTogether_AreTheWholeListInItsOrder()
    {
        await FillAsync(Unique.Name());
        var whole = await host.Client.GetAsync("/Users?count=200&sortBy=userName&attributes=userName");

        var paged = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await host.Client.PostAsync(
                "/Users/.search", $$"""{"count":13,"cursor":"{{cursor}}","sortBy":"userName","attributes":["userName"]}""");
            paged.AddRange(answer.ShouldBe(200)["Resources"]!.AsArray().Select(user => user!["id"]!.GetValue<string>()));
            cursor = answer["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(whole["Resources"]!.AsArray().Select(user => user!["id"]!.GetValue<string>()), paged.Take(200));
    }

    [Fact]
    public async Task Cursor_ExactlyFullLastPage_HasNoNext()
    {
        var unique = Unique.Name();
        await CreateAsync(unique + "-1");
        await CreateAsync(unique + "-2");

        var first = await host.Client.GetAsync($"/Users?cursor&count=1&filter=userName sw \"{unique}\"");
        var second = await host.Client.GetAsync($"/Users?cursor={first["nextCursor"]}&count=1&filter=userName sw \"{unique}\"");

        Assert.Equal(2, second.ShouldBe(200)["totalResults"]!.GetValue<int>());
        Assert.Null(second["nextCursor"]);
    }

    [Fact]
    public async Task Cursor_CountZero_AnswersTheTotalOnly()
    {
        var answer = (await host.Client.GetAsync("/Users?cursor=&count=0")).ShouldBe(200);

        Assert.Empty(answer["Resources"]!.AsArray());
        Assert.Null(answer["nextCursor"]);
        Assert.True(answer["totalResults"]!.GetValue<int>() > 0);
    }

    [Theory]
    [InlineData("/Users?count=2&cursor={0}&filter=title eq \"other\"", "invalidCursor")]
    [InlineData("/Users?count=2&cursor={0}&sortBy=userName", "invalidCursor")]
    [InlineData("/Groups?count=2&cursor={0}", "invalidCursor")]
    [InlineData("?count=2&cursor={0}", "invalidCursor")]
    [InlineData("/Users?count=2&cursor={0}A", "invalidCursor")]
    [InlineData("/Users?count=2&cursor=AAAA", "invalidCursor")]
    [InlineData("/Users?count=2&cursor=!!!", "invalidCursor")]
    [InlineData("/Users?count=2&cursor=9", "invalidCursor")]
    [InlineData("/Users?count=3&cursor={0}", "invalidCount")]
    [InlineData("/Users?count=-1&cursor={0}", "invalidCount")]
    [InlineData("/Users?count=-1&cursor=", "invalidCount")]
    public async Task Cursor_NotOfThisQuery_IsRefused(string path, string scimType)
    {
        await FillAsync(Unique.Name());
        var cursor = (await host.Client.GetAsync("/Users?count=2&cursor="))["nextCursor"]!.GetValue<string>();

        (await host.Client.GetAsync(path.Replace("{0}", cursor, StringComparison.Ordinal))).ShouldBeError(400, scimType);
    }

    [Fact]
    public async Task Cursor_OfAnotherWorkspace_IsRefused()
    {
        await FillAsync(Unique.Name());
        var cursor = (await host.Client.GetAsync("/Users?count=2&cursor="))["nextCursor"]!.GetValue<string>();

        (await host.ClientOf(host.Two.Token).GetAsync($"/Users?count=2&cursor={cursor}")).ShouldBeError(400, "invalidCursor");
    }

    [Fact]
    public async Task ServiceProviderConfig_Pagination_IsAdvertised()
    {
        var pagination = (await host.Client.GetAsync("/ServiceProviderConfig"))["pagination"]!;

        Assert.True(pagination["cursor"]!.GetValue<bool>());
        Assert.True(pagination["index"]!.GetValue<bool>());
        Assert.Equal("index", pagination["defaultPaginationMethod"]!.GetValue<string>());
        Assert.Equal(200, pagination["maxPageSize"]!.GetValue<int>());
    }

    private async Task FillAsync(string unique)
    {
        await Filling.WaitAsync();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Users).Select(n => CreateAsync($"{unique}-{n:D2}")));
        }
        finally
        {
            Filling.Release();
        }
    }

    private async Task CreateAsync(string userName) => (await host.Client.PostAsync(
        "/Users", $$"""{"userName":"{{userName}}","displayName":"{{userName[^1]}}","title":"cursor"}""")).ShouldBe(201);
}
