using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Server.Retention;

/// <summary>
/// Runs the scheduled jobs, one at a time, on the one node that holds the lease. Whatever goes wrong is logged and tried
/// again later; nothing of it stops the server.
/// </summary>
internal sealed partial class ScheduledWork(
    IStore store, IEnumerable<IScheduledJob> jobs, LeaseTimes times, TimeProvider clock, ILogger<ScheduledWork> logger)
    : BackgroundService
{
    public const string LeaseName = "scheduled-work";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private readonly string holder = LeaseHolder.New(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (await TryTakeAsync(stoppingToken) is { } lease)
                {
                    await TryWorkAsync(lease, stoppingToken);
                }

                await Task.Delay(Some(times.Beat), clock, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; whatever was under way is done by the next one.
        }
    }

    private async Task TryWorkAsync(Lease lease, CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(lease, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // What passes here would stop the server.
            Log.Failed(logger, LeaseName, e.GetType().Name, e.StackTrace);
        }
    }

    /// <summary>Works until the lease is lost or the server stops.</summary>
    private async Task WorkAsync(Lease lease, CancellationToken stoppingToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var renewing = RenewAsync(lease, lost);
        try
        {
            await RunAsync(new WorkTurn(store, lease), lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Lost, or the server stops; the loop outside knows which.
        }
        catch (LeaseLostException)
        {
            Log.Lost(logger);
        }
        finally
        {
            await lost.CancelAsync();
            await renewing;
            await ReleaseAsync(lease);
        }

        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        var schedule = jobs.ToDictionary(job => job, _ => clock.GetUtcNow() + (times.FirstWithin * Random.Shared.NextDouble()));
        while (schedule.Count > 0)
        {
            var (job, due) = schedule.MinBy(entry => entry.Value);
            var wait = due - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < times.Beat ? wait : times.Beat, clock, cancellationToken);
                continue;
            }

            var next = await TryRunAsync(job, turn, cancellationToken) || job.Every < RetryAfter ? job.Every : RetryAfter;
            schedule[job] = clock.GetUtcNow() + Some(next);
        }
    }

    private async Task<bool> TryRunAsync(IScheduledJob job, WorkTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await job.RunAsync(turn, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not LeaseLostException && !cancellationToken.IsCancellationRequested)
        {
            // The type and the place say enough; a message could hold what must not be in the log.
            Log.Failed(logger, job.Name, e.GetType().Name, e.StackTrace);
            return false;
        }
    }

    private async Task<Lease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.CommitAsync(
                async unit =>
                {
                    var taken = await unit.Leases.TryTakeAsync(LeaseName, holder, times.Length, cancellationToken);
                    return new Outcome<Lease?>(taken, Commit: taken is not null);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotAsked(logger, e.GetType().Name);
            return null;
        }
    }

    private async Task RenewAsync(Lease lease, CancellationTokenSource lost)
    {
        try
        {
            var renewed = clock.GetUtcNow();
            while (true)
            {
                await Task.Delay(times.Beat, clock, lost.Token);
                if (await TryRenewAsync(lease, lost.Token) is { } holds)
                {
                    if (!holds)
                    {
                        Log.Lost(logger);
                        await lost.CancelAsync();
                        return;
                    }

                    renewed = clock.GetUtcNow();
                }
                else if (clock.GetUtcNow() - renewed >= times.Length)
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    /// <returns>Null while the store cannot be asked.</returns>
    private async Task<bool?> TryRenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CommitAsync(
                async unit =>
                {
                    var holds = await unit.Leases.RenewAsync(lease, times.Length, cancellationToken);
                    return new Outcome<bool>(holds, Commit: holds);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotAsked(logger, e.GetType().Name);
            return null;
        }
    }

    private async Task ReleaseAsync(Lease lease)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await store.CommitAsync(
                async unit =>
                {
                    await unit.Leases.ReleaseAsync(lease, patience.Token);
                    return Outcome.Keep(0);
                },
                patience.Token);
        }
        catch (Exception e)
        {
            // It ends by itself.
            Log.NotAsked(logger, e.GetType().Name);
        }
    }

    // A little later than asked for, so that nodes and servers do not work in step.
    private static TimeSpan Some(TimeSpan time) => time * (1 + (Random.Shared.NextDouble() / 10));

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "The scheduled job {Job} failed and is tried again later: {Kind} {Where}")]
        public static partial void Failed(ILogger logger, string job, string kind, string? where);

        [LoggerMessage(3302, LogLevel.Information, "Another node does the scheduled work now")]
        public static partial void Lost(ILogger logger);

        [LoggerMessage(3303, LogLevel.Warning, "The store could not be asked who does the scheduled work: {Kind}")]
        public static partial void NotAsked(ILogger logger, string kind);
    }
}
