using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TeamAccess.Protocol.Filter;

/// <summary>The value side of a comparison: a JSON string, number, boolean or null (RFC 7644 §3.4.2.2).</summary>
[SuppressMessage("Naming", "CA1720", Justification = "JSON's own words.")]
public sealed record FilterLiteral
{
    public static readonly FilterLiteral Null = new(FilterLiteralKind.Null, "null");
    public static readonly FilterLiteral True = new(FilterLiteralKind.Boolean, "true");
    public static readonly FilterLiteral False = new(FilterLiteralKind.Boolean, "false");

    private FilterLiteral(FilterLiteralKind kind, string text) => (Kind, Text) = (kind, text);

    public FilterLiteralKind Kind { get; }

    /// <summary>A string's characters without quotes; a number as it was written; otherwise the keyword.</summary>
    public string Text { get; }

    public static FilterLiteral String(string text) => new(FilterLiteralKind.String, text);

    public static FilterLiteral Boolean(bool value) => value ? True : False;

    public static FilterLiteral Number(decimal value) =>
        new(FilterLiteralKind.Number, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The literal in filter notation, strings quoted and escaped.</summary>
    public override string ToString() =>
        Kind == FilterLiteralKind.String ? JsonStringLiteral.Encode(Text) : Text;

    /// <param name="text">Follows the number grammar of RFC 8259.</param>
    internal static FilterLiteral NumberAsWritten(string text) => new(FilterLiteralKind.Number, text);

    /// <summary>The number as a decimal; false when it is none or beyond a decimal's range.</summary>
    internal bool TryGetNumber(out decimal value) =>
        decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && Kind == FilterLiteralKind.Number;
}
