using System.Collections.Concurrent;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Store;

namespace TeamAccess.Server.Webhooks;

/// <summary>
/// Looks for webhooks with something to send, and works at several of them at once. Every server does; which of them works
/// at a webhook is settled by its lease.
/// </summary>
internal sealed partial class WebhookWork(
    WebhookDelivery delivery, IStoreHealth store, TimeProvider clock, ILogger<WebhookWork> logger)
    : BackgroundService
{
    /// <summary>How often it looks, and so about how late an event may go out.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Webhooks that are worked at at once, each with one request at a time.</summary>
    public const int MaxAtOnce = 16;

    /// <summary>Of one workspace, so that its slow receivers do not take all the places.</summary>
    public const int MaxOfWorkspace = 4;

    private const int PageSize = 200;
    private const int PagesEachBeat = 5;

    private readonly string holder = LeaseHolder.New(clock);
    private readonly ConcurrentDictionary<WebhookId, (WorkspaceId Workspace, Task Task)> running = [];
    private string? place;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat * (1 + (Random.Shared.NextDouble() / 10)), clock, stoppingToken);

                // A store that only reads delivers nothing: where deliveries cannot be stored, none is begun.
                if (store.Status.IsReady)
                {
                    await TryLookAsync(stoppingToken);
                }
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way ends by itself, soon.
        }

        await Task.WhenAll(running.Values.Select(work => work.Task));
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // What passes here would stop the server.
            Log.NotAsked(logger, e.GetType().Name);
        }
    }

    /// <summary>Goes on where it had to stop, so that each webhook gets its turn.</summary>
    private async Task LookAsync(CancellationToken stoppingToken)
    {
        for (var pages = 0; pages < PagesEachBeat && running.Count < MaxAtOnce; pages++)
        {
            var page = await delivery.ListDueAsync(place, PageSize, stoppingToken);
            foreach (var due in page.Items.TakeWhile(_ => running.Count < MaxAtOnce))
            {
                TryStart(due, stoppingToken);
            }

            place = page.Next;
            if (place is null)
            {
                return;
            }
        }
    }

    private void TryStart(Webhook due, CancellationToken stoppingToken)
    {
        if (running.ContainsKey(due.Id)
            || running.Values.Count(work => work.Workspace == due.Workspace) >= MaxOfWorkspace)
        {
            return;
        }

        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[due.Id] = (due.Workspace, RunAsync(due, begin.Task, stoppingToken));
        begin.SetResult();
    }

    private async Task RunAsync(Webhook due, Task begun, CancellationToken stoppingToken)
    {
        await begun;
        try
        {
            await delivery.RunAsync(due, holder, stoppingToken);
        }
        catch (Exception e)
        {
            // The type and the place say enough; a message could hold what must not be in the log.
            if (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, due.Id.Value, e.GetType().Name, e.StackTrace);
            }
        }
        finally
        {
            running.TryRemove(due.Id, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3311, LogLevel.Warning, "Delivering the events of webhook {WebhookId} was interrupted and is tried again: {Kind} {Where}")]
        public static partial void Failed(ILogger logger, Guid webhookId, string kind, string? where);

        [LoggerMessage(3312, LogLevel.Warning, "The store could not be asked for webhooks: {Kind}")]
        public static partial void NotAsked(ILogger logger, string kind);
    }
}
