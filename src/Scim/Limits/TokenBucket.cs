namespace TeamAccess.Scim.Limits;

/// <summary>Holds up to a burst of permits and regains them at a steady rate.</summary>
internal sealed class TokenBucket(int ratePerSecond, int burst, TimeProvider clock, long created)
{
    private readonly Lock turn = new();
    private double permits = burst;
    private long last = created;

    public bool TryTake(long now, out int wait)
    {
        lock (turn)
        {
            Refill(now);
            if (permits >= 1)
            {
                permits--;
                wait = 0;
                return true;
            }

            wait = Math.Max(1, (int)Math.Ceiling((1 - permits) / ratePerSecond));
            return false;
        }
    }

    public bool IsFull(long now)
    {
        lock (turn)
        {
            Refill(now);
            return permits >= burst;
        }
    }

    private void Refill(long now)
    {
        if (now > last)
        {
            permits = Math.Min(burst, permits + (clock.GetElapsedTime(last, now).TotalSeconds * ratePerSecond));
            last = now;
        }
    }
}
