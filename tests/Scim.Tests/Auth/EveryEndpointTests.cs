using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Auth;

/// <summary>No endpoint can be added without its policy.</summary>
public sealed class EveryEndpointTests(ScimHost host) : IClassFixture<ScimHost>
{
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
        var client = host.ClientOf(null);
        foreach (var path in Endpoints.Select(PathOf).Distinct())
        {
            foreach (var method in Methods)
            {
                var answer = await client.SendAsync(method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null);
                Assert.True(answer.Status == 401, $"{method} {path} answered {answer.Status}");
            }
        }
    }

    [Fact]
    public async Task Endpoint_EachMethodWithTheOwnersToken_Answers403()
    {
        var client = host.ClientOf(host.One.OwnerToken);
        foreach (var path in Endpoints.Select(PathOf).Distinct())
        {
            foreach (var method in Methods)
            {
                var answer = await client.SendAsync(method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null);
                Assert.True(answer.Status == 403, $"{method} {path} answered {answer.Status}");
            }
        }
    }

    private static string PathOf(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!
        .Replace("/scim/v2", "", StringComparison.Ordinal)
        .Replace("{id}", "2819c223", StringComparison.Ordinal)
        .Replace("{**path}", "anything/else", StringComparison.Ordinal);
}
