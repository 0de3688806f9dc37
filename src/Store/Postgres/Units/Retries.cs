using System.Security.Cryptography;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>How long to wait before the next run: longer each time, and never the same for two that met.</summary>
internal static class Retries
{
    private const int FirstMilliseconds = 10;
    private const int MaxMilliseconds = 500;

    public static TimeSpan DelayAfter(int attempt)
    {
        var most = Math.Min(FirstMilliseconds << Math.Min(attempt, 10), MaxMilliseconds);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(most / 2, most + 1));
    }
}
