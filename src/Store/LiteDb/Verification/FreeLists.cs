using System.Buffers.Binary;
using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// The lists of pages with space left, which nothing is read by, but what is written next would go where they lead.
/// </summary>
internal sealed class FreeLists(PageReader pages, Findings findings)
{
    private const uint None = uint.MaxValue;
    private const int FirstEmptyOffset = 60;

    public void Run(IEnumerable<CollectionLayout> collections)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(pages.Header.Bytes[FirstEmptyOffset..]);
        findings.Run(VerificationSubject.Page, table: null, id: null, () => Follow(
            first, isTwoWay: false, page => page.Kind == PageKind.Empty));
        foreach (var collection in collections)
        {
            for (var list = 0; list < collection.FreePages.Count; list++)
            {
                var number = list;
                Check(collection, collection.FreePages[number], page => page.Kind == PageKind.Data && page.FreeList == number);
            }

            foreach (var index in collection.Indexes)
            {
                Check(collection, index.FreePages, page => page.Kind == PageKind.Index && page.FreeList == 0);
            }
        }
    }

    private void Check(CollectionLayout collection, uint first, Func<PageView, bool> belongs) =>
        findings.Run(VerificationSubject.Page, collection.Name, id: null, () => Follow(
            first, isTwoWay: true, page => page.Collection == collection.Page && belongs(page)));

    private void Follow(uint first, bool isTwoWay, Func<PageView, bool> belongs)
    {
        var (previous, steps) = (None, 0L);
        for (var id = first; id != None; steps++)
        {
            var page = pages.Get(id);
            if (!belongs(page) || (isTwoWay && page.Previous != previous) || steps > pages.LastPage)
            {
                throw new PageDamageException($"a list of free pages is broken at page {id}");
            }

            (previous, id) = (id, page.Next);
        }
    }
}
