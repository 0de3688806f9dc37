using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace TeamAccess.Scim.OAuth;

/// <summary>
/// Reads what is published at an address that a workspace named: from there only, little, and not for long.
/// </summary>
internal sealed class KeyFetcher : IDisposable
{
    private const int MaxSize = 256 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly bool privateServers;
    private readonly HttpClient client;

    public KeyFetcher(IOptions<ScimOptions> options)
    {
        privateServers = options.Value.PrivateKeyServers;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
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

    // By the address that is connected to: a name can point anywhere.
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => privateServers || IsPublic(address));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException("The keys lie at no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            // 2000::/3 is what is routed, less 6to4 and Teredo, which lead to IPv4 addresses of any kind.
            var six = address.GetAddressBytes();
            return six[0] >> 5 == 1
                && !(six[0] == 0x20 && six[1] == 0x02)
                && !(six[0] == 0x20 && six[1] == 0x01 && six[2] == 0 && six[3] == 0);
        }

        return address.MapToIPv4().GetAddressBytes() switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and < 128, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and < 32, ..] => false,
            [192, 168, ..] or [192, 0, 0, _] => false,
            [198, 18 or 19, ..] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }
}
