namespace TeamAccess.Domain.Retention;

/// <summary>A piece of work that is done again and again, on one node at a time.</summary>
/// <remarks>
/// It does its work in small units, each of a bounded number of rows, so that requests never wait long for it, and each
/// leaves the store whole: it may end after any of them, and the next run goes on.
/// </remarks>
public interface IScheduledJob
{
    /// <summary>For the log, e.g. <c>audit-retention</c>.</summary>
    string Name { get; }

    /// <summary>From the end of one run to the beginning of the next.</summary>
    TimeSpan Every { get; }

    /// <exception cref="LeaseLostException">Another node does the work now.</exception>
    Task RunAsync(WorkTurn turn, CancellationToken cancellationToken);
}
