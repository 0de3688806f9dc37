using System.Runtime.ExceptionServices;

namespace TeamAccess.Domain.Administration.Exports;

/// <summary>
/// What is between the writer of an archive and whoever fetches it: the writer is only a little ahead, and of what was
/// fetched the end is kept, since a connection that breaks takes with it whatever is on its way.
/// </summary>
internal sealed class RetainedParts(ExportLimits limits)
{
    private readonly Lock gate = new();
    private readonly Queue<byte[]> parts = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long first; // offset of the oldest part that is kept
    private long end;
    private long fetched;
    private long reader;
    private bool ended;
    private Exception? failure;

    /// <summary>Whether nothing more will come.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
            {
                return ended;
            }
        }
    }

    public bool HasFailed
    {
        get
        {
            lock (gate)
            {
                return failure is not null;
            }
        }
    }

    /// <summary>Waits until whoever fetches has come near.</summary>
    public async Task AddAsync(byte[] part, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (end - fetched < limits.Ahead)
                {
                    parts.Enqueue(part);
                    end += part.Length;
                    Tell();
                    return;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    /// <param name="cause">Why there is no more; null where it is whole.</param>
    public void End(Exception? cause)
    {
        lock (gate)
        {
            (ended, failure) = (true, cause);
            Tell();
        }
    }

    /// <summary>Makes another the one who fetches; whoever did before gets nothing more.</summary>
    /// <returns>A number to fetch by; null where that offset is not kept any more, or was never there.</returns>
    public long? TakeOver(long offset)
    {
        lock (gate)
        {
            if (offset < first || offset > end)
            {
                return null;
            }

            fetched = Math.Max(fetched, offset);
            Tell();
            return ++reader;
        }
    }

    public bool IsCurrent(long number)
    {
        lock (gate)
        {
            return reader == number;
        }
    }

    /// <summary>The bytes from an offset up to the end of a part; empty behind the last.</summary>
    /// <exception cref="ExportTakenOverException">Another fetches now.</exception>
    /// <exception cref="Exception">What kept the archive from being written.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(long number, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (reader != number)
                {
                    throw new ExportTakenOverException();
                }

                if (offset < end)
                {
                    var part = Find(offset);
                    fetched = Math.Max(fetched, offset + part.Length);
                    Forget();
                    Tell();
                    return part;
                }

                if (ended)
                {
                    if (failure is not null)
                    {
                        ExceptionDispatchInfo.Throw(failure);
                    }

                    return ReadOnlyMemory<byte>.Empty;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Find(long offset)
    {
        var start = first;
        foreach (var part in parts)
        {
            if (offset < start + part.Length)
            {
                return part.AsMemory((int)(offset - start));
            }

            start += part.Length;
        }

        throw new InvalidOperationException($"Offset {offset} is not kept.");
    }

    private void Forget()
    {
        while (parts.TryPeek(out var oldest) && first + oldest.Length <= fetched - limits.Kept)
        {
            first += parts.Dequeue().Length;
        }
    }

    private void Tell()
    {
        var told = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        told.SetResult();
    }
}
