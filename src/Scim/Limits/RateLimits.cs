using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TeamAccess.Domain;

namespace TeamAccess.Scim.Limits;

/// <summary>One <see cref="TokenBucket"/> for each connection that was heard of lately.</summary>
internal sealed class RateLimits(IOptions<ScimOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<ConnectionId, TokenBucket> buckets = new();
    private readonly int rate = options.Value.RatePerSecond;
    private readonly int burst = options.Value.RateBurst;

    /// <param name="wait">Whole seconds after which to try again, at least 1; 0 when the request may go on.</param>
    public bool TryTake(ConnectionId connection, out int wait)
    {
        wait = 0;
        if (rate == 0)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        if (!buckets.TryGetValue(connection, out var bucket))
        {
            Sweep(now);
            bucket = buckets.GetOrAdd(connection, _ => new TokenBucket(rate, burst, clock, now));
        }

        return bucket.TryTake(now, out wait);
    }

    // A full bucket says no more than none.
    private void Sweep(long now)
    {
        if (buckets.Count < SweepAbove)
        {
            return;
        }

        foreach (var (connection, bucket) in buckets)
        {
            if (bucket.IsFull(now))
            {
                buckets.TryRemove(connection, out _);
            }
        }
    }
}
