using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Credentials;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Auth;

/// <summary>A request from within passes no authorization on its way, so its endpoint itself asks who it is for.</summary>
public sealed class DispatchAudienceTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Theory]
    [InlineData("GET", "/Users", true, 200)]
    [InlineData("GET", "/Users", false, 403)]
    [InlineData("DELETE", "/Users/x", false, 403)]
    [InlineData("GET", "/Me", false, 200)]
    [InlineData("GET", "/Me", true, 403)]
    [InlineData("PATCH", "/Me", true, 403)]
    [InlineData("POST", "/Me", true, 403)]
    public async Task Send_AsConnectionOrMember_IsAnsweredToItsAudienceOnly(string method, string path, bool asConnection, int status)
    {
        var actor = await host.Services.GetRequiredService<CredentialAuthentication>()
            .AuthenticateAsync(asConnection ? host.One.Token : host.One.OwnerToken, CancellationToken.None);
        var origin = new DispatchOrigin(host.Services, new ClaimsPrincipal(new ActorIdentity(actor!)), "test", null);

        var answer = await host.Services.GetRequiredService<ScimDispatch>().SendAsync(
            new DispatchedRequest(method, path, method == "PATCH" ? [] : null, null), origin, CancellationToken.None);

        Assert.Equal(status, answer.Status);
    }
}
