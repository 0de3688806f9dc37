namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// Tells when a commit has reached the log. Every commit of ours also changes one known page, the marker; a transaction
/// that wrote it and whose confirmed page has passed is a commit of ours. Confirmed pages alone would not do: a
/// rollback writes one as well whenever it gives new pages back.
/// </summary>
internal sealed class CommitWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly object gate = new();
    private uint? markerPage;
    private uint? markedTransaction;
    private uint lastConfirmedPage;
    private long confirmed;
    private long commits;
    private Exception? failure;

    /// <summary>Called with each page that was written, in order.</summary>
    public void Observe(ReadOnlySpan<byte> page)
    {
        var id = LitePage.PageId(page);
        lock (gate)
        {
            if (id == markerPage)
            {
                markedTransaction = LitePage.TransactionId(page);
            }

            if (LitePage.IsConfirmed(page))
            {
                lastConfirmedPage = id;
                confirmed++;
                if (markedTransaction == LitePage.TransactionId(page))
                {
                    markedTransaction = null;
                    commits++;
                }

                Monitor.PulseAll(gate);
            }
        }
    }

    public void Fail(Exception cause)
    {
        lock (gate)
        {
            failure ??= cause;
            Monitor.PulseAll(gate);
        }
    }

    /// <exception cref="IOException">A page could not be written to the log.</exception>
    public void ThrowIfFailed()
    {
        lock (gate)
        {
            RequireNoFailure();
        }
    }

    /// <summary>Waits for this many confirmed pages and takes the last of them for the marker.</summary>
    public void LearnMarker(long confirmedPages)
    {
        lock (gate)
        {
            WaitUntil(() => confirmed >= confirmedPages);
            markerPage = lastConfirmedPage;
        }
    }

    /// <summary>
    /// Returns once this many commits, counted since <see cref="LearnMarker"/>, have been written to the log.
    /// </summary>
    /// <exception cref="IOException">The log could not be written, or LiteDB stopped writing it.</exception>
    public void WaitForCommit(long number)
    {
        lock (gate)
        {
            WaitUntil(() => commits >= number);
        }
    }

    private void WaitUntil(Func<bool> reached)
    {
        while (!reached())
        {
            RequireNoFailure();
            if (!Monitor.Wait(gate, Patience))
            {
                throw new IOException($"LiteDB wrote nothing to the log for {Patience.TotalSeconds} s after a commit.");
            }
        }
    }

    private void RequireNoFailure()
    {
        if (failure is not null)
        {
            throw new IOException($"The log could not be written: {failure.Message}", failure);
        }
    }
}
