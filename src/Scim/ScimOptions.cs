using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim;

/// <summary>What a host decides about its SCIM endpoints. Every limit is enforced as advertised.</summary>
public sealed class ScimOptions
{
    /// <summary>The lowest rate that can be set: what Entra ID needs for one tenant.</summary>
    public const int MinRatePerSecond = 25;

    /// <summary>
    /// Where clients reach the group that <c>MapScim</c> was called on, e.g. <c>https://access.example/scim/v2</c>.
    /// Every location in a response begins with it; what a request says about its host never counts.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>In bytes.</summary>
    public int MaxBodySize { get; set; } = 1024 * 1024;

    /// <summary>The most resources on one page; a larger <c>count</c> is lowered to it.</summary>
    public int MaxPageSize { get; set; } = 200;

    /// <summary>Resources on a page when the client names no <c>count</c>.</summary>
    public int DefaultPageSize { get; set; } = 100;

    /// <summary>In UTF-16 code units.</summary>
    public int MaxFilterLength { get; set; } = 16_384;

    public int MaxPatchOperations { get; set; } = 1_000;

    public int MaxBulkOperations { get; set; } = 1_000;

    /// <summary>In bytes; the largest body of a bulk request.</summary>
    public int MaxBulkSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Requests per second of one connection, averaged; 0 for no limit, else <see cref="MinRatePerSecond"/> or more.
    /// </summary>
    public int RatePerSecond { get; set; } = 1_000;

    /// <summary>Requests that a connection may make at once after a pause; not below <see cref="RatePerSecond"/>.</summary>
    public int RateBurst { get; set; } = 2_000;

    /// <summary>
    /// Where clients reach the host that <c>MapOAuth</c> was called on, and the issuer of its metadata; null for the
    /// root of <see cref="BaseUrl"/>.
    /// </summary>
    public Uri? OAuthBaseUrl { get; set; }

    /// <summary>How long an access token lives; 1 to 6 hours, the bounds that Entra ID checks.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Token requests per second of one address, averaged, with five times as many at once; a tenth of both for one
    /// client from there. 0 for no limit.
    /// </summary>
    public int OAuthRatePerSecond { get; set; } = 10;

    /// <summary>
    /// Whether signing keys may be read from private and loopback addresses. Off, so that whoever sets up a connection
    /// cannot make the server knock at its neighbours.
    /// </summary>
    public bool PrivateKeyServers { get; set; }

    /// <summary>The provisioning log.</summary>
    public RequestLogOptions RequestLog { get; } = new();

    /// <summary>Whether discovery answers without a token (RFC 7644 §4 allows it).</summary>
    public bool AnonymousDiscovery { get; set; }
}
