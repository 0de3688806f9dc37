namespace TeamAccess.Domain.Storage;

/// <summary>
/// Which members or groups to list, by an index. Whatever no index answers, the caller tests row by row.
/// </summary>
public abstract record RowSelection
{
    private RowSelection()
    {
    }

    /// <summary>Every row of the workspace, in ascending order of id, which is the order of creation.</summary>
    /// <param name="After">Only rows behind this id, whether or not it is still there; null for all.</param>
    public sealed record All(Guid? After = null) : RowSelection;

    /// <summary>
    /// Rows whose attribute has the same canonical key, in ascending order of id. May hold a few that differ in case
    /// only.
    /// </summary>
    public sealed record Equal(AttributeIndex Attribute, string Value) : RowSelection;

    /// <summary>
    /// Rows last modified within [<paramref name="From"/>, <paramref name="Until"/>], both inclusive, oldest first.
    /// </summary>
    public sealed record ModifiedBetween(DateTimeOffset From, DateTimeOffset Until) : RowSelection;
}

/// <summary>The attributes with an index of their own beside id and the unique names.</summary>
public enum AttributeIndex
{
    ExternalId,
    DisplayName,

    /// <summary><c>emails.value</c>; members only.</summary>
    Email,
}
