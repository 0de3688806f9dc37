using System.Net;
using System.Net.Sockets;

namespace TeamAccess.Domain.Network;

/// <summary>
/// Connects to a host that a workspace has named. It goes by the address that is connected to: a name can point anywhere,
/// and elsewhere the next moment.
/// </summary>
public static class GuardedConnection
{
    /// <param name="privateAddresses">Whether addresses that are not public are allowed too.</param>
    /// <exception cref="AddressRefusedException">The host has no address that is allowed.</exception>
    /// <exception cref="SocketException">The host has no address, or none of them answers.</exception>
    public static async ValueTask<Stream> OpenAsync(
        DnsEndPoint host, bool privateAddresses, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => privateAddresses || PublicAddresses.Contain(address));
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
