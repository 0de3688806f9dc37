namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// Brings the data file up to the last committed transaction before LiteDB sees it, so that LiteDB always opens a whole
/// file and an empty log. Running it again, or after a cut in its middle, gives the same result.
/// </summary>
internal static class LogRecovery
{
    /// <summary>Copies the pages of confirmed transactions from the log to the data file, durably.</summary>
    /// <returns>The number of transactions found.</returns>
    /// <exception cref="DatabaseDamagedException">
    /// The data file lacks pages that the log does not have; nothing was written.
    /// </exception>
    public static int Replay(LogFile log, FailStopFile data)
    {
        var newest = new SortedDictionary<uint, long>();
        var transactions = CollectConfirmed(log, newest);
        if (transactions == 0)
        {
            return 0;
        }

        RequireBase(newest, log, data);
        log.WriteAgainAndFlush();
        var page = new byte[LitePage.Size];
        foreach (var (pageId, index) in newest)
        {
            log.TryRead(index, offset: 0, page);
            LitePage.StampForDataFile(page);
            data.Write((long)pageId * LitePage.Size, page);
        }

        data.FlushToDisk();
        return transactions;
    }

    /// <summary>Notes the newest frame of each page that a confirmed transaction wrote.</summary>
    /// <returns>The number of transactions.</returns>
    internal static int CollectConfirmed(LogFile log, SortedDictionary<uint, long> newest)
    {
        var open = new Dictionary<uint, List<(uint PageId, long Index)>>();
        var page = new byte[LitePage.Size];
        var confirmed = 0;
        for (long index = 0; log.TryRead(index, offset: 0, page); index++)
        {
            var transaction = LitePage.TransactionId(page);
            if (!open.TryGetValue(transaction, out var pages))
            {
                open[transaction] = pages = [];
            }

            pages.Add((LitePage.PageId(page), index));
            if (LitePage.IsConfirmed(page))
            {
                pages.ForEach(written => newest[written.PageId] = written.Index);
                open.Remove(transaction);
                confirmed++;
            }
        }

        return confirmed;
    }

    // A log can complete an older data file, never replace it: only the very first transaction holds every page.
    private static void RequireBase(SortedDictionary<uint, long> newest, LogFile log, FailStopFile data)
    {
        if (data.Length == 0 && !newest.Keys.Select((id, position) => id == position).All(matches => matches))
        {
            throw new DatabaseDamagedException(
                $"The log has changes to a data file that is gone. Put {DatabaseFiles.DataName} back. {DatabaseDamagedException.Advice}");
        }

        var header = new byte[LitePage.Size];
        if (newest.TryGetValue(0, out var index))
        {
            log.TryRead(index, offset: 0, header);
        }
        else
        {
            data.Read(0, header);
        }

        DatabaseFiles.RequireHeader(header);
        var last = LitePage.LastPageId(header);
        for (var page = data.Length / LitePage.Size; page <= last; page++)
        {
            if (!newest.ContainsKey((uint)page))
            {
                throw DatabaseFiles.CutShort(data.Length, last);
            }
        }
    }
}
