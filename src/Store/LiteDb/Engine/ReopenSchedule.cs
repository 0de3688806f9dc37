namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// When a failed store tries again: after a wait that doubles, and for LiteDB's own failures only so often.
/// </summary>
internal sealed class ReopenSchedule(EngineOptions options, TimeProvider time, Action onDue) : IDisposable
{
    private ITimer? timer;
    private int failures;
    private int engineFailures;

    /// <summary>Arms the timer; false where trying again has no point.</summary>
    public bool TryArm(bool diskFailed)
    {
        failures++;
        engineFailures = diskFailed ? 0 : engineFailures + 1;
        if (engineFailures > options.ReopenAttempts)
        {
            return false;
        }

        timer?.Dispose();
        timer = time.CreateTimer(_ => onDue(), state: null, Delay(), Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>A commit went well.</summary>
    public void Reset() => (failures, engineFailures) = (0, 0);

    public void Dispose() => timer?.Dispose();

    private TimeSpan Delay()
    {
        var doubled = options.FirstReopenDelay * Math.Pow(2, Math.Min(failures - 1, 20));
        return doubled < options.LongestReopenDelay ? doubled : options.LongestReopenDelay;
    }
}
