namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>An index of a collection: over one field's text, or over each text of a field that is an array.</summary>
/// <remarks>The expressions are constant texts with parameters, since those are what LiteDB compiles once.</remarks>
internal sealed class RowIndex
{
    /// <summary>Every collection's own key.</summary>
    public static readonly RowIndex Id = new("_id", isUnique: true, isArray: false);

    private RowIndex(string field, bool isUnique, bool isArray)
    {
        (Field, IsUnique, IsArray) = (field, isUnique, isArray);
        Expression = isArray ? $"$.{field}[*]" : $"$.{field}";
        Equal = $"{Expression} = @0";
        Between = isArray ? $"{Expression} ANY BETWEEN @0 AND @1" : $"{Expression} BETWEEN @0 AND @1";
    }

    public string Field { get; }

    public bool IsUnique { get; }

    public bool IsArray { get; }

    public string Expression { get; }

    public string Equal { get; }

    public string Between { get; }

    public static RowIndex Unique(string field) => new(field, isUnique: true, isArray: false);

    public static RowIndex Of(string field) => new(field, isUnique: false, isArray: false);

    public static RowIndex OfEach(string field) => new(field, isUnique: false, isArray: true);
}
