using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace TeamAccess.Scim.Limits;

/// <summary>One <see cref="TokenBucket"/> for each connection or member that was heard of lately.</summary>
internal sealed class RateLimits(IOptions<ScimOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<Guid, TokenBucket> buckets = new();
    private readonly int rate = options.Value.RatePerSecond;
    private readonly int burst = options.Value.RateBurst;

    /// <param name="caller">The connection's or the member's id.</param>
    /// <param name="wait">Whole seconds after which to try again, at least 1; 0 when the request may go on.</param>
    public bool TryTake(Guid caller, out int wait)
    {
        wait = 0;
        if (rate == 0)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        if (!buckets.TryGetValue(caller, out var bucket))
        {
            Sweep(now);
            bucket = buckets.GetOrAdd(caller, _ => new TokenBucket(rate, burst, clock, now));
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

        foreach (var (caller, bucket) in buckets)
        {
            if (bucket.IsFull(now))
            {
                buckets.TryRemove(caller, out _);
            }
        }
    }
}
