using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Discovery;

public sealed class AnonymousDiscoveryTests(AnonymousDiscoveryTests.OpenHost host)
    : IClassFixture<AnonymousDiscoveryTests.OpenHost>
{
    public sealed class OpenHost : ScimHost
    {
        protected override void Configure(ScimOptions options)
        {
            base.Configure(options);
            options.AnonymousDiscovery = true;
        }
    }

    [Fact]
    public async Task Discovery_MadeAnonymous_OpensNothingElse()
    {
        var stranger = host.ClientOf(null);

        (await stranger.GetAsync("/ServiceProviderConfig")).ShouldBe(200);
        (await stranger.GetAsync("/Schemas")).ShouldBe(200);
        (await stranger.GetAsync("/ResourceTypes/User")).ShouldBe(200);
        (await stranger.GetAsync("/Users")).ShouldBeError(401);
        (await stranger.GetAsync("/Groups")).ShouldBeError(401);
        (await stranger.GetAsync("/Me")).ShouldBeError(401);
        (await stranger.GetAsync("/Nothing")).ShouldBeError(401);
    }
}
