using TeamAccess.Scim.Limits;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Limits;

public sealed class RateLimitTests(RateLimitTests.LimitedHost host) : IClassFixture<RateLimitTests.LimitedHost>
{
    public sealed class LimitedHost : ScimHost
    {
        public LimitedHost() => Clock.AutoAdvanceAmount = TimeSpan.Zero;

        protected override void Configure(ScimOptions options) => (options.RatePerSecond, options.RateBurst) = (25, 50);
    }

    [Fact]
    public async Task Request_BeyondTheBurst_Answers429UntilPermitsReturn()
    {
        for (var i = 0; i < 50; i++)
        {
            (await host.Client.GetAsync("/Users?count=0")).ShouldBe(200);
        }

        var refused = await host.Client.PostAsync("/Users", Bodies.User(host.NewName()));

        Assert.Equal("1", refused.ShouldBeError(429).Headers["Retry-After"]);
        (await host.ClientOf(host.Two.Token).GetAsync("/Users?count=0")).ShouldBe(200);
        (await host.ClientOf(null).GetAsync("/Users")).ShouldBeError(401);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 25; i++)
        {
            (await host.Client.GetAsync("/Users?count=0")).ShouldBe(200);
        }

        (await host.Client.GetAsync("/Users?count=0")).ShouldBeError(429);
    }

    [Fact]
    public async Task Request_MemberBeyondTheBurst_Answers429AndOthersGoOn()
    {
        var member = host.ClientOf(host.Strict.OwnerToken);
        for (var i = 0; i < 50; i++)
        {
            (await member.GetAsync("/Me?attributes=id")).ShouldBe(200);
        }

        Assert.Equal("1", (await member.GetAsync("/Me")).ShouldBeError(429).Headers["Retry-After"]);
        (await host.ClientOf(host.Two.OwnerToken).GetAsync("/Me")).ShouldBe(200);
        (await host.ClientOf(host.Strict.Token).GetAsync("/Users?count=0")).ShouldBe(200);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(25, 25, true)]
    [InlineData(1_000, 2_000, true)]
    [InlineData(24, 2_000, false)]
    [InlineData(-1, 0, false)]
    [InlineData(100, 99, false)]
    public void Options_Rate_IsZeroOrAtLeastWhatOneTenantNeeds(int rate, int burst, bool valid)
    {
        var options = new ScimOptions { BaseUrl = new Uri(ScimHost.BaseUrl), RatePerSecond = rate, RateBurst = burst };

        Assert.Equal(valid, new ScimOptionsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("https://access.example/scim/v2", true)]
    [InlineData("http://127.0.0.1:8080/scim/v2/", true)]
    [InlineData("ftp://access.example", false)]
    [InlineData("/scim/v2", false)]
    [InlineData("https://access.example/scim?x=1", false)]
    [InlineData("https://user:pass@access.example/scim", false)]
    public void Options_BaseUrl_IsAPlainWebAddress(string url, bool valid)
    {
        var options = new ScimOptions { BaseUrl = new Uri(url, UriKind.RelativeOrAbsolute) };

        Assert.Equal(valid, new ScimOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Bucket_Empty_SaysHowLongToWait()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var bucket = new TokenBucket(ratePerSecond: 25, burst: 1, clock, clock.GetTimestamp());

        Assert.True(bucket.TryTake(clock.GetTimestamp(), out _));
        Assert.False(bucket.TryTake(clock.GetTimestamp(), out var wait));
        Assert.Equal(1, wait);
        clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.True(bucket.IsFull(clock.GetTimestamp()));
        Assert.True(bucket.TryTake(clock.GetTimestamp(), out _));
    }
}
