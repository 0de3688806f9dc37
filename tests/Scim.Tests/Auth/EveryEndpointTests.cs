using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Tests.Host;
using TeamAccess.Scim.Tests.Me;

namespace TeamAccess.Scim.Tests.Auth;

/// <summary>No endpoint can be added without its policy.</summary>
public sealed class EveryEndpointTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string Me = "/Me/";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"];

    private List<RouteEndpoint> All =>
        host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

    private List<RouteEndpoint> Endpoints =>
        All.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/scim/v2", StringComparison.Ordinal)).ToList();

    [Fact]
    public void Endpoint_OutsideOfScim_IsOneOfTwoThatAreAnonymousOnPurpose()
    {
        var outside = All.Except(Endpoints).ToList();

        Assert.Equal(
            ["/.well-known/oauth-authorization-server", "/oauth2/token"],
            outside.Select(endpoint => endpoint.RoutePattern.RawText!).Order(StringComparer.Ordinal));
        Assert.All(outside, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public void Endpoint_Each_CarriesAPolicyAndIsNotAnonymous()
    {
        Assert.True(Endpoints.Count > 20);
        Assert.All(Endpoints, endpoint =>
        {
            Assert.NotNull(endpoint.Metadata.GetMetadata<AuthorizationPolicy>());
            Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>());
        });
    }

    [Fact]
    public async Task Endpoint_EachMethodWithoutToken_Answers401()
    {
        await ShouldAllBeAsync(401, host.ClientOf(null), Endpoints.Select(PathOf).Distinct());
    }

    [Fact]
    public void Endpoint_Each_IsForConnectionsOnlyButForMe()
    {
        var paths = Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<ScimAudience>() != ScimAudience.Connections)
            .Select(PathOf)
            .Distinct();

        Assert.Equal([Me], paths);
        Assert.All(Endpoints, endpoint => Assert.Single(endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>()));
    }

    [Fact]
    public async Task Endpoint_EachMethodButMeWithAnybodyElsesToken_Answers403()
    {
        var paths = Endpoints.Select(PathOf).Distinct().Where(path => path != Me).ToList();
        foreach (var token in new[] { host.One.OwnerToken, await host.NewKeyAsync(host.One), ScimHost.OperatorToken })
        {
            await ShouldAllBeAsync(403, host.ClientOf(token), paths);
        }
    }

    [Fact]
    public async Task Me_EachMethodWithAnythingButASession_Answers403()
    {
        foreach (var token in new[] { host.One.Token, await host.NewKeyAsync(host.One), ScimHost.OperatorToken })
        {
            await ShouldAllBeAsync(403, host.ClientOf(token), [Me]);
        }
    }

    private static async Task ShouldAllBeAsync(int status, ScimClient client, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            foreach (var method in Methods)
            {
                var answer = await client.SendAsync(method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null);
                Assert.True(answer.Status == status, $"{method} {path} answered {answer.Status}");
            }
        }
    }

    private static string PathOf(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!
        .Replace("/scim/v2", "", StringComparison.Ordinal)
        .Replace("{id}", "2819c223", StringComparison.Ordinal)
        .Replace("{**path}", "anything/else", StringComparison.Ordinal);
}
