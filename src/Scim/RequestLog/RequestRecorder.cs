using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.RequestLog;

/// <summary>
/// Writes entries in batches from a bounded queue, one writer at a time. Whatever the store does, requests go on: what
/// cannot be kept is dropped and counted.
/// </summary>
internal sealed partial class RequestRecorder(
    IStore store,
    RequestSeal seal,
    ResourceCatalog catalog,
    IOptions<ScimOptions> options,
    TimeProvider clock,
    ILogger<RequestRecorder> logger)
    : IProvisioningRecorder, IHostedService, IDisposable
{
    private const int BatchSize = 128;

    /// <summary>In bytes; what all waiting entries may take.</summary>
    private const long MaxWeight = 32 * 1024 * 1024;

    /// <summary>A while in which more entries come, so that a quiet client does not wait for a commit of the log's.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Words words = new(catalog);
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(options.Value.RequestLog.MaxQueued) { SingleReader = true });

    private readonly ConcurrentDictionary<WorkspaceId, long> dropped = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim hurry = new(0);
    private readonly RequestPruning pruning = new(store, options.Value.RequestLog, clock);
    private long weight;
    private long recorded;
    private long settled;
    private int disposed;
    private Task? writing;

    public long DroppedOf(WorkspaceId workspace) => dropped.GetValueOrDefault(workspace);

    public void Record(ProvisioningEntry entry, UnsealedRequest? request)
    {
        var waiting = new Waiting(entry, request);
        if (Interlocked.Add(ref weight, waiting.Weight) > MaxWeight || !queue.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref weight, -waiting.Weight);
            Drop(entry.Workspace, 1);
            return;
        }

        Interlocked.Increment(ref recorded);
    }

    /// <summary>Counts a request that is not to be kept.</summary>
    public void Skip(WorkspaceId workspace) => Drop(workspace, 1);

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var goal = Interlocked.Read(ref recorded);
        if (writing is null || Interlocked.Read(ref settled) >= goal)
        {
            return;
        }

        hurry.Release();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (Interlocked.Read(ref settled) < goal && !writing.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What waits longer than that is not worth keeping a reader waiting.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.RequestLog.IsOn)
        {
            writing = Task.Run(WriteAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes what waits, unless that takes longer than a clean stop may.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        hurry.Release();
        if (writing is null)
        {
            return;
        }

        if (await Task.WhenAny(writing, Task.Delay(Patience, cancellationToken)) != writing)
        {
            await stopping.CancelAsync();
        }
    }

    public void Dispose()
    {
        // The container disposes it once for each service that it is.
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        stopping.Cancel();
        stopping.Dispose();
        hurry.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Waiting>(BatchSize);
        try
        {
            while (await queue.Reader.WaitToReadAsync(stopping.Token))
            {
                if (queue.Reader.Count < BatchSize)
                {
                    await hurry.WaitAsync(Gather, stopping.Token);
                }

                while (batch.Count < BatchSize && queue.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                }

                await WriteAsync(batch);
                Interlocked.Add(ref weight, -batch.Sum(waiting => waiting.Weight));
                Interlocked.Add(ref settled, batch.Count);
                batch.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops, and the store was too slow for what waits.
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            var entries = batch.ConvertAll(Seal);
            await store.CommitAsync(
                async unit =>
                {
                    foreach (var entry in entries)
                    {
                        await unit.ProvisioningLog.AppendAsync(entry, stopping.Token);
                    }

                    return Outcome.Keep(0);
                },
                stopping.Token);
            await pruning.AfterAsync(entries, stopping.Token);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            foreach (var group in batch.GroupBy(waiting => waiting.Entry.Workspace))
            {
                Drop(group.Key, group.Count());
            }

            Log.NotWritten(logger, batch.Count, trouble);
        }
    }

    private ProvisioningEntry Seal(Waiting waiting) => waiting.Request?.WithoutSecrets(words) is { } request
        ? waiting.Entry with { Sealed = seal.Close(waiting.Entry.Workspace, waiting.Entry.Id, request) }
        : waiting.Entry;

    private void Drop(WorkspaceId workspace, int count)
    {
        var total = dropped.AddOrUpdate(workspace, count, (_, before) => before + count);

        // One line for each tenfold, so that a flood of requests is no flood of lines.
        if (total == count || total.ToString(System.Globalization.CultureInfo.InvariantCulture).AsSpan(1).Trim('0').IsEmpty)
        {
            Log.Dropped(logger, workspace.Value, total);
        }
    }

    private sealed record Waiting(ProvisioningEntry Entry, UnsealedRequest? Request)
    {
        public int Weight { get; } =
            1024 + (2 * ((Entry.Request?.Json.Length ?? 0) + (Entry.Response?.Json.Length ?? 0))) + (Request?.Weight ?? 0);
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Warning, "{Count} entries of the provisioning log could not be written")]
        public static partial void NotWritten(ILogger logger, int count, Exception exception);

        [LoggerMessage(2103, LogLevel.Warning, "The provisioning log of workspace {WorkspaceId} lacks {Count} requests so far")]
        public static partial void Dropped(ILogger logger, string workspaceId, long count);
    }
}
