using System.Net;
using System.Net.Sockets;

namespace TeamAccess.Domain.Network;

/// <summary>
/// Which addresses a server may connect to on the word of a workspace: never those from which the server's own network
/// could be reached.
/// </summary>
public static class PublicAddresses
{
    public static bool Contain(IPAddress address)
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
