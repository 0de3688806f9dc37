using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>What a scan over all pages has counted of one collection.</summary>
internal sealed class CollectionTally
{
    private readonly Dictionary<byte, AddressSum> entries = [];

    /// <summary>The first blocks of documents.</summary>
    public AddressSum Documents;

    /// <summary>Their other blocks.</summary>
    public AddressSum Continuations;

    public AddressSum EntriesOf(byte index) => entries.GetValueOrDefault(index);

    public void AddEntry(byte index, PageAddress address)
    {
        var sum = EntriesOf(index);
        sum.Add(address);
        entries[index] = sum;
    }
}

/// <summary>
/// Looks at every page once, from the first to the last: at its header and slots, and at what kinds of things its
/// segments are, which it counts so that the walks that follow can tell whether they have met all of them.
/// </summary>
internal sealed class PageScan(PageReader pages, Findings findings)
{
    private readonly Dictionary<uint, CollectionTally> tallies = [];

    /// <summary>Every collection that a page says it belongs to, by the collection's page.</summary>
    public IEnumerable<uint> Collections => tallies.Keys;

    public CollectionTally Of(uint collection) =>
        tallies.TryGetValue(collection, out var tally) ? tally : tallies[collection] = new CollectionTally();

    public void Run()
    {
        for (long id = 0; id <= pages.LastPage; id++)
        {
            var page = (uint)id;
            findings.Run(VerificationSubject.Page, table: null, id: null, () => Look(page));
            findings.Advance("pages", id + 1, (long)pages.LastPage + 1);
        }
    }

    private void Look(uint id)
    {
        var page = pages.Get(id);
        if (page.Id != id)
        {
            throw new PageDamageException($"page {id} says that it is page {page.Id}");
        }

        page.RequireWhole();
        switch (page.Kind)
        {
            case PageKind.Header when id == 0:
            case PageKind.Collection when page.Collection == id:
            case PageKind.Empty:
                break;
            case PageKind.Index:
                CountEntries(page);
                break;
            case PageKind.Data:
                CountBlocks(page);
                break;
            default:
                throw new PageDamageException($"page {id} is of no kind that it can be");
        }
    }

    private void CountEntries(PageView page)
    {
        var tally = Of(page.Collection);
        foreach (var slot in page.Slots())
        {
            tally.AddEntry(IndexNode.Read(page.Segment(slot)).Index, new PageAddress(page.Id, slot));
        }
    }

    private void CountBlocks(PageView page)
    {
        var tally = Of(page.Collection);
        foreach (var slot in page.Slots())
        {
            if (DocumentBytes.IsFirst(page.Segment(slot)))
            {
                tally.Documents.Add(new PageAddress(page.Id, slot));
            }
            else
            {
                tally.Continuations.Add(new PageAddress(page.Id, slot));
            }
        }
    }
}
