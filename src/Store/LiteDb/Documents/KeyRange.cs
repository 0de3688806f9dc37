namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>Keys from one to another, both included.</summary>
internal readonly record struct KeyRange(string First, string Last)
{
    private const string Highest = "\uffff";
    private const string Lowest = "\0";

    /// <summary>Every key that begins with the prefix.</summary>
    public static KeyRange Within(string prefix) => new(prefix, prefix + Highest);

    /// <summary>Every key from the first prefix's first to the last prefix's last.</summary>
    public static KeyRange Between(string firstPrefix, string lastPrefix) => new(firstPrefix, lastPrefix + Highest);

    /// <summary>What of it follows a key.</summary>
    public KeyRange After(string key) => this with { First = key + Lowest };

    public KeyRange From(string key) => this with { First = key };
}
