using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Auth;

/// <summary>Authorization belongs to the endpoint, so no spelling of its path goes around it.</summary>
public sealed class PathMutationTests(ScimHost host) : IClassFixture<ScimHost>
{
    public static TheoryData<string> Targets() =>
    [
        "/scim/v2/Users", "/scim/v2/users", "/SCIM/V2/USERS", "/scim/v2/Users/", "/scim/v2//Users", "//scim/v2/Users",
        "/scim/v2/%55sers", "/scim/v2/Users%2F", "/scim/v2/%2e/Users", "/scim/v2/./Users", "/scim/x/../v2/Users",
        "/scim/x/%2e%2e/v2/Users", "/scim/v2/Users/..%2fUsers", "/scim/v2/Users;x=1", "/scim/v2/Users%00", "/scim/v2/Users%20",
        "/scim/v2/Users?x", "/scim/v2/Users#x", "/scim/v2/Users/%0d%0aX: y", "/scim%2Fv2%2FUsers", "/scim/v2/\\Users",
        "/scim/v2/Users/%C0%AE%C0%AE/Users", "/scim/v2/Schemas/../Users", "/scim/v2/ServiceProviderConfig/../Users",
        "/scim/v2/ServiceProviderConfig%2f..%2fUsers", "/healthz/../scim/v2/Users", "/scim/v2/Users/.search", "/scim/v2",
        "/scim/v2/", "/scim/v2/Me", "/scim/v2/Bulk", "/scim/v2/Schemas", "/scim/v2/Schemas/..;/Users",
        "http://evil.example/scim/v2/Users",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Get_AnySpellingWithoutToken_NeverSucceeds(string target)
    {
        var (status, text) = await RawHttp.GetAsync(host.Address, target);

        Assert.True(status is >= 400 and < 500, $"{target} answered {status}");
        Assert.DoesNotContain("totalResults", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scim/v2/%55sers?count=1")]
    [InlineData("/SCIM/V2/users?count=1")]
    [InlineData("/scim/x/../v2/Users?count=1")]
    public async Task Get_OtherSpellingWithToken_IsTheSameEndpoint(string target)
    {
        var (status, text) = await RawHttp.GetAsync(
            host.Address, target, $"Authorization: Bearer {host.One.Token}\r\n");

        Assert.Equal(200, status);
        Assert.Contains("totalResults", text, StringComparison.Ordinal);
    }
}
