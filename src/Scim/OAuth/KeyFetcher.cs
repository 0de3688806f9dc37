using System.Net;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Network;

namespace TeamAccess.Scim.OAuth;

/// <summary>
/// Reads what is published at an address that a workspace named: from there only, little, and not for long.
/// </summary>
internal sealed class KeyFetcher : IDisposable
{
    private const int MaxSize = 256 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly HttpClient client;

    public KeyFetcher(IOptions<ScimOptions> options)
    {
        var privateServers = options.Value.PrivateKeyServers;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancellationToken) =>
                GuardedConnection.OpenAsync(context.DnsEndPoint, privateServers, cancellationToken),
        })
        {
            MaxResponseContentBufferSize = MaxSize,
            Timeout = MaxTime,
        };
    }

    /// <exception cref="HttpRequestException">It could not be read, is too large, or lies where it may not.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<string> ReadAsync(Uri uri)
    {
        using var response = await client.GetAsync(uri);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync()
            : throw new HttpRequestException($"The keys were answered with status {(int)response.StatusCode}.");
    }

    public void Dispose() => client.Dispose();
}
