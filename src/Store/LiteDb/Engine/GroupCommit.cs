namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// Runs write units in their order, many to a transaction, makes all of it durable with one flush, and answers them
/// afterwards. A unit that refuses or throws after it wrote is undone without harm to the others: those before it run
/// again as a transaction of their own, then it runs alone, then the rest goes on. So a unit runs at most three times.
/// </summary>
internal sealed class GroupCommit(LiteSession session, int mostOperations, IRowMemory? memory)
{
    private readonly List<WriteItem> committed = [];

    /// <summary>
    /// Runs and answers all items. An exception means the engine or the disk failed; items may be unanswered.
    /// </summary>
    public void Run(List<WriteItem> items)
    {
        committed.Clear();
        for (var start = 0; start < items.Count;)
        {
            start = RunGroup(items, start);
        }

        if (committed.Count > 0)
        {
            session.FlushToDisk();
        }

        var failures = RunCallbacks();
        if (failures.Count > 0)
        {
            // Before anybody is answered: whoever is must not read from a cache that could not follow.
            memory?.OnReset();
        }

        memory?.OnDurable();

        items.ForEach(item => item.Answer());
        if (failures.Count > 0)
        {
            throw new AggregateException("What is cached could not follow what was committed.", failures);
        }
    }

    /// <returns>Where the next group starts.</returns>
    private int RunGroup(List<WriteItem> items, int start)
    {
        if (TryTogether(items, start, items.Count, out var end))
        {
            return end;
        }

        var done = start;
        if (end > start && !TryTogether(items, start, end, out done))
        {
            done = start; // a unit that ended well a moment ago: each one alone, then
        }

        for (; done < end; done++)
        {
            RunAlone(items[done]);
        }

        RunAlone(items[end]);
        return end + 1;
    }

    /// <summary>Runs items in one transaction until <paramref name="limit"/> or the bound on operations.</summary>
    /// <param name="end">Where it ended; where it failed, the item to blame, and nothing is kept.</param>
    private bool TryTogether(List<WriteItem> items, int start, int limit, out int end)
    {
        var kept = new List<WriteItem>();
        var (wrote, operations) = (false, 0);
        session.Begin();
        for (end = start; end < limit && operations < mostOperations; end++)
        {
            var unitEnd = RunUnit(items[end]);
            if (session.Units.Broken || (unitEnd != UnitEnd.Commit && session.Units.Wrote))
            {
                session.Rollback();
                memory?.OnRolledBack();
                return false;
            }

            wrote |= session.Units.Wrote;
            operations += session.Units.Operations;
            if (unitEnd == UnitEnd.Commit)
            {
                kept.Add(items[end]);
            }
        }

        End(wrote, kept);
        return true;
    }

    private void RunAlone(WriteItem item)
    {
        session.Begin();
        var unitEnd = RunUnit(item);
        var keep = unitEnd == UnitEnd.Commit && !session.Units.Broken;
        if (unitEnd == UnitEnd.Commit && session.Units.Broken)
        {
            item.Overrule(new InvalidOperationException(
                "The unit wanted to commit although a call had failed, which undid what it wrote. Refuse instead."));
        }

        End(keep && session.Units.Wrote, keep ? [item] : []);
    }

    private UnitEnd RunUnit(WriteItem item)
    {
        session.Units.Enter(mayWrite: true);
        UnitEnd end;
        try
        {
            end = item.Run(session.Database);
        }
        finally
        {
            session.Units.Leave();
        }

        if (session.Units.Fault is { } fault)
        {
            throw new InvalidOperationException("LiteDB failed.", fault);
        }

        return end;
    }

    private void End(bool wrote, List<WriteItem> kept)
    {
        if (wrote)
        {
            kept.ForEach(item => item.MayBeKept = true);
            session.Commit();
            memory?.OnCommitted();
        }
        else
        {
            session.Rollback();
            memory?.OnRolledBack();
        }

        committed.AddRange(kept);
    }

    private List<Exception> RunCallbacks()
    {
        var failures = new List<Exception>();
        foreach (var item in committed)
        {
            try
            {
                item.Committed();
            }
            catch (Exception e) // reported as a failure of the store once everyone is answered
            {
                failures.Add(e);
            }
        }

        return failures;
    }
}
