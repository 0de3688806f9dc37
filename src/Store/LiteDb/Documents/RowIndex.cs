using LiteDB;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>An index of a collection: over one field's text, or over each text of a field that is an array.</summary>
/// <remarks>The expressions are constant texts with parameters, since those are what LiteDB compiles once.</remarks>
internal sealed class RowIndex
{
    /// <summary>Every collection's own key.</summary>
    public static readonly RowIndex Id = new("_id", isUnique: true, isArray: false);

    // LiteDB parses a text each time, which costs more than the lookup; what it has parsed is for one thread at a time.
    [ThreadStatic]
    private static Dictionary<RowIndex, BsonExpression>? parsed;

    private RowIndex(string field, bool isUnique, bool isArray)
    {
        (Field, IsUnique, IsArray) = (field, isUnique, isArray);
        Expression = isArray ? $"$.{field}[*]" : $"$.{field}";
        Between = isArray ? $"{Expression} ANY BETWEEN @0 AND @1" : $"{Expression} BETWEEN @0 AND @1";
    }

    public string Field { get; }

    public bool IsUnique { get; }

    public bool IsArray { get; }

    public string Expression { get; }

    public string Between { get; }

    /// <summary>
    /// The condition that a row has this key. It is the thread's one and changes with the thread's next call: for a
    /// query that is run to its end at once.
    /// </summary>
    public BsonExpression Is(string key)
    {
        parsed ??= [];
        if (!parsed.TryGetValue(this, out var condition))
        {
            condition = BsonExpression.Create($"{Expression} = @0", new BsonDocument { ["0"] = key });
            parsed.Add(this, condition);
        }

        condition.Parameters["0"] = key;
        return condition;
    }

    public static RowIndex Unique(string field) => new(field, isUnique: true, isArray: false);

    public static RowIndex Of(string field) => new(field, isUnique: false, isArray: false);

    public static RowIndex OfEach(string field) => new(field, isUnique: false, isArray: true);
}
