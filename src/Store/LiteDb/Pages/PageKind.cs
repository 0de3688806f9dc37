namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>The kinds of a LiteDB 5 page, by the number in its header.</summary>
internal enum PageKind : byte
{
    Empty = 0,
    Header = 1,
    Collection = 2,
    Index = 3,
    Data = 4,
}
