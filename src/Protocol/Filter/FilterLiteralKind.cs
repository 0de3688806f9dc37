using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Protocol.Filter;

/// <summary>What a <see cref="FilterLiteral"/> holds.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "JSON's own words.")]
public enum FilterLiteralKind
{
    Null,
    Boolean,
    Number,
    String,
}
