using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamAccess.Scim.Tests.OAuth;

/// <summary>An identity provider on loopback: publishes keys, signs assertions, can be down.</summary>
public sealed class FakeIssuer : IAsyncLifetime
{
    public const string Name = "https://login.example/tenant/v2.0";

    private WebApplication? app;
    private int reads;

    public List<SecurityKey> Published { get; } = [];

    public int Reads => reads;

    public int Status { get; set; } = 200;

    public string KeysUri => app!.Urls.First() + "/keys";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/keys", async context =>
        {
            Interlocked.Increment(ref reads);
            context.Response.StatusCode = Status;
            context.Response.Headers.Location = "/elsewhere";
            await context.Response.WriteAsJsonAsync(new { keys = Published.Select(Render).ToList() });
        });
        app.MapGet("/elsewhere", () => new { keys = Published.Select(Render).ToList() });
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app!.DisposeAsync();

    public RsaSecurityKey NewKey(string kid, bool publish = true)
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = kid };
        if (publish)
        {
            Published.Add(key);
        }

        return key;
    }

    public static string Sign(SecurityKey key, Dictionary<string, object> claims, string algorithm = "RS256") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, algorithm)
            {
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
        });

    private static Dictionary<string, string> Render(SecurityKey key)
    {
        if (key is RsaSecurityKey rsa)
        {
            var parameters = rsa.Rsa.ExportParameters(includePrivateParameters: false);
            return new Dictionary<string, string>
            {
                ["kty"] = "RSA",
                ["kid"] = key.KeyId,
                ["use"] = "sig",
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
        }

        var point = ((ECDsaSecurityKey)key).ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = key.KeyId,
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
