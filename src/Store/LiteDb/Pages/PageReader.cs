using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>
/// The pages of a database as a start would leave them: those of committed transactions from the log, the others from
/// the data file. Changes neither. Keeps a bounded number of pages in memory.
/// </summary>
internal sealed class PageReader
{
    private const int CachedPages = 4096;

    private readonly (uint Id, byte[] Bytes)?[] cache = new (uint, byte[])?[CachedPages];
    private readonly IStorageFile data;
    private readonly LogFile? log;
    private readonly IReadOnlyDictionary<uint, long> inLog;

    /// <param name="inLog">The newest committed frame of each page that the log holds.</param>
    public PageReader(IStorageFile data, LogFile? log, IReadOnlyDictionary<uint, long> inLog)
    {
        (this.data, this.log, this.inLog) = (data, log, inLog);
        Header = Read(0);
        if (Header.Id != 0 || Header.Kind != PageKind.Header || !LitePage.IsFileHeader(Header.Bytes))
        {
            throw new PageDamageException("the file does not begin as a LiteDB 5 file does");
        }
    }

    public PageView Header { get; }

    public uint LastPage => LitePage.LastPageId(Header.Bytes);

    /// <exception cref="PageDamageException">The file has no such page, or it cannot be read.</exception>
    public PageView Get(uint id) => id <= LastPage
        ? Read(id)
        : throw new PageDamageException($"page {id} is asked for and the last one is {LastPage}");

    /// <summary>A page that has to be of this kind and, but for the header, of this collection.</summary>
    /// <exception cref="PageDamageException">It is not.</exception>
    public PageView Get(uint id, PageKind kind, uint collection)
    {
        var page = Get(id);
        return page.Id == id && page.Kind == kind && page.Collection == collection
            ? page
            : throw new PageDamageException($"page {id} is not a page of this collection's {kind} kind");
    }

    private PageView Read(uint id)
    {
        ref var entry = ref cache[id % CachedPages];
        if (entry is not { } cached || cached.Id != id)
        {
            entry = cached = (id, Load(id));
        }

        return new PageView(cached.Bytes);
    }

    // A new array each time: whoever still looks at the page that had the place before keeps it.
    private byte[] Load(uint id)
    {
        var page = new byte[LitePage.Size];
        try
        {
            var whole = inLog.TryGetValue(id, out var frame)
                ? log is not null && log.TryRead(frame, offset: 0, page)
                : data.Read((long)id * LitePage.Size, page) == page.Length;
            return whole ? page : throw new PageDamageException($"the file ends before page {id}");
        }
        catch (IOException e)
        {
            throw new PageDamageException($"page {id} cannot be read from the disk: {e.Message}");
        }
    }
}
