using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using TeamAccess.Scim.Limits;

namespace TeamAccess.Scim.OAuth;

/// <summary>
/// Bounds how fast anyone can guess: by address, and by client from one address. Never by client alone, or anyone who
/// knows a client id could keep that client out.
/// </summary>
internal sealed class OAuthLimits(IOptions<ScimOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;
    private const int BurstSeconds = 5;
    private const int ClientShare = 10;

    private readonly ConcurrentDictionary<(string Address, string? Client), TokenBucket> buckets = new();
    private readonly int rate = options.Value.OAuthRatePerSecond;

    /// <param name="wait">Whole seconds after which to try again, at least 1; 0 when the request may go on.</param>
    public bool TryTake(IPAddress? address, out int wait) =>
        TryTake((NetworkOf(address), null), rate, rate * BurstSeconds, out wait);

    /// <inheritdoc cref="TryTake(IPAddress?, out int)"/>
    public bool TryTake(IPAddress? address, string client, out int wait)
    {
        var share = Math.Max(1, rate / ClientShare);
        return TryTake((NetworkOf(address), client), share, share * BurstSeconds, out wait);
    }

    // Whoever has an IPv6 address has 2^64 of them.
    private static string NetworkOf(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        return Convert.ToHexString(address.GetAddressBytes(), 0, 8);
    }

    private bool TryTake((string Address, string? Client) key, int perSecond, int burst, out int wait)
    {
        wait = 0;
        if (rate == 0)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        if (!buckets.TryGetValue(key, out var bucket))
        {
            Sweep(now);
            bucket = buckets.GetOrAdd(key, _ => new TokenBucket(perSecond, burst, clock, now));
        }

        return bucket.TryTake(now, out wait);
    }

    // A full bucket says no more than none; one refills within seconds.
    private void Sweep(long now)
    {
        if (buckets.Count < SweepAbove)
        {
            return;
        }

        foreach (var (key, bucket) in buckets)
        {
            if (bucket.IsFull(now))
            {
                buckets.TryRemove(key, out _);
            }
        }
    }
}
