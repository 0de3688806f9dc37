namespace TeamAccess.Domain.Webhooks;

/// <summary>How long a webhook waits after attempts that failed, and when it gives up.</summary>
internal static class Backoff
{
    /// <summary>Failing for that long pauses it.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(5);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
    ];

    /// <param name="failures">In a row, this one included; 1 or more.</param>
    /// <param name="jitter">0 to 1: up to a fifth less or more, so that what failed together is not tried again together.</param>
    public static TimeSpan After(int failures, double jitter) =>
        Waits[Math.Min(failures, Waits.Length) - 1] * (0.8 + (0.4 * jitter));
}
