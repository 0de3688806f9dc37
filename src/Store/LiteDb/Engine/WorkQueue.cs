using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>The bounded queue between callers, who await, and the engine thread, which blocks.</summary>
internal sealed class WorkQueue(int capacity)
{
    private readonly object gate = new();
    private readonly Queue<WorkItem> items = new();
    private bool reopenDue;
    private bool completed;

    /// <summary>Queues, or refuses at once: waiting for a place would only move the pile to where it has no bound.</summary>
    /// <exception cref="StoreUnavailableException">The queue is full or was completed.</exception>
    public void Enqueue(WorkItem item)
    {
        lock (gate)
        {
            if (completed)
            {
                throw new StoreUnavailableException("The store is closed.", outcomeUnknown: false);
            }

            if (items.Count >= capacity)
            {
                throw new StoreUnavailableException(
                    $"The store is busy: {capacity} requests wait for it already.", outcomeUnknown: false);
            }

            items.Enqueue(item);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Has the next <see cref="Drain"/> return at once, if only to say that a reopening is due.</summary>
    public void SignalReopen()
    {
        lock (gate)
        {
            reopenDue = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Ends the queue: what is in it is still handed out.</summary>
    public void Complete()
    {
        lock (gate)
        {
            completed = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>
    /// Blocks until there is something to do and moves up to <paramref name="most"/> items, in their order.
    /// </summary>
    /// <returns>False once the queue is completed and empty.</returns>
    public bool Drain(List<WorkItem> into, int most, out bool reopen)
    {
        lock (gate)
        {
            while (items.Count == 0 && !reopenDue && !completed)
            {
                Monitor.Wait(gate);
            }

            (reopen, reopenDue) = (reopenDue, false);
            while (into.Count < most && items.TryDequeue(out var item))
            {
                into.Add(item);
            }
        }

        return into.Count > 0 || reopen;
    }
}
