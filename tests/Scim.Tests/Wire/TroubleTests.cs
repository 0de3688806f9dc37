using TeamAccess.Domain.Storage;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Wire;

/// <summary>What a client sees when the server is in trouble, and what it does not see.</summary>
public sealed class TroubleTests(TroubleTests.BrokenHost host) : IClassFixture<TroubleTests.BrokenHost>
{
    private const string Secret = "what the exception says";

    public sealed class BrokenHost : ScimHost
    {
        public BrokenHost() => ExpectedErrors.Add(Secret);

        public BreakableStore Breakable { get; } = new();

        protected override IStore Store => Breakable;
    }

    [Fact]
    public async Task Request_StoreUnavailable_Answers503WithRetryAfter()
    {
        host.Breakable.Trouble = new StoreUnavailableException(Secret);

        var read = await host.Client.GetAsync("/Users");
        var write = await host.Client.PostAsync("/Users", Bodies.User("a"));
        host.Breakable.Trouble = null;

        Assert.True(int.Parse(read.ShouldBeError(503).Headers["Retry-After"], null) > 0);
        write.ShouldBeError(503);
        Assert.DoesNotContain(Secret, read.Json!.ToJsonString(), StringComparison.Ordinal);
        (await host.Client.GetAsync("/Users")).ShouldBe(200);
    }

    [Fact]
    public async Task Request_AuthenticationFindsStoreUnavailable_Answers503()
    {
        host.Breakable.PointTrouble = new StoreUnavailableException(Secret);

        var answer = await host.Client.GetAsync("/Users");
        host.Breakable.PointTrouble = null;

        answer.ShouldBeError(503);
    }

    [Fact]
    public async Task Request_Unexpected_Answers500WithoutItsMessage()
    {
        host.Breakable.Trouble = new InvalidOperationException(Secret);

        var answer = await host.Client.GetAsync("/Users");
        host.Breakable.Trouble = null;

        answer.ShouldBeError(500);
        Assert.DoesNotContain(Secret, answer.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(host.Logs.Lines, line => line.Text.Contains(answer.Headers["X-Request-Id"], StringComparison.Ordinal));
    }
}
