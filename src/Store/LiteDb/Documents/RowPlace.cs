namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>How far a walk over the rows of all tables has come.</summary>
/// <param name="Table">Position in <see cref="Tables.All"/>.</param>
/// <param name="After">The id of the last row that is done; null before the first.</param>
internal readonly record struct RowPlace(int Table, string? After);
