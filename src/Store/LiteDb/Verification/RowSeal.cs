using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>What a row's checksum is held against.</summary>
/// <param name="isDue">Every row must have one; before the migration to it some have, and those are checked.</param>
/// <param name="matches">Weakened in tests only, which prove by it that the comparison is what finds damage.</param>
internal sealed class RowSeal(bool isDue, Func<string, byte[], long, bool> matches)
{
    public static bool Compare(string table, byte[] document, long stored) =>
        DocumentChecksum.Of(table, document) == stored;

    public RowSeal When(bool due) => new(due, matches);

    /// <exception cref="PageDamageException">The bytes are not those that were written.</exception>
    public void Require(string table, byte[] document)
    {
        if (DocumentChecksum.In(document) is not { } stored)
        {
            if (isDue)
            {
                throw new PageDamageException("the row has no checksum");
            }
        }
        else if (!matches(table, document, stored))
        {
            throw new PageDamageException("the row differs from its checksum");
        }
    }
}
