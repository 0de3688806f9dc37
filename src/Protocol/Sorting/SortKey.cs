using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Sorting;

/// <summary>
/// The value a resource is sorted by (RFC 7644 §3.4.2.3), as text whose order by code unit is the order of the values:
/// names by their canonical key, numbers by size, dates as instants, false before true.
/// </summary>
public static class SortKey
{
    /// <summary>In UTF-16 code units. Longer values that begin alike are sorted as if they were equal.</summary>
    public const int MaxLength = 128;

    /// <param name="sortBy">
    /// A path to an attribute. Of several values the primary one counts, else the first; a complex one stands for its
    /// <c>value</c>.
    /// </param>
    /// <returns>
    /// A function that gives a resource's key, null where it has no value; or <see cref="FailureKind.InvalidPath"/>: no
    /// such attribute, one that is never shown, or one that has no order.
    /// </returns>
    public static Result<Func<JsonObject, string?>> Bind(string sortBy, ResourceTypeDefinition type, Dialect dialect)
    {
        if (!AttributePathParser.TryParse(sortBy.Trim(), out var path)
            || !type.TryFindAttribute(path, dialect, out var found)
            || found.Attribute.IsHidden
            || found.Leaf.IsHidden)
        {
            return Invalid("sortBy names an attribute that cannot be sorted by.");
        }

        if (!found.Leaf.IsComplex)
        {
            return KeyOf(found, found.SubAttribute, found.Leaf);
        }

        return found.Leaf.FindSubAttribute("value") is { IsHidden: false } value
            ? KeyOf(found, value, value)
            : Invalid($"{found.Name} is sorted by as a whole; name one of its sub-attributes.");
    }

    private static Func<JsonObject, string?> KeyOf(AttributeTarget target, AttributeDefinition? sub, AttributeDefinition leaf) =>
        resource =>
        {
            var value = Chosen(target.ValueIn(resource));
            return Encode(sub is null ? value : Chosen((value as JsonObject)?[sub.Name]), leaf) is { } key ? Cut(key) : null;
        };

    private static JsonNode? Chosen(JsonNode? value) => value is JsonArray list
        ? list.FirstOrDefault(IsPrimary) ?? list.FirstOrDefault()
        : value;

    private static bool IsPrimary(JsonNode? element) =>
        element is JsonObject json && json["primary"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;

    private static string? Encode(JsonNode? value, AttributeDefinition attribute)
    {
        if (value is not JsonValue)
        {
            return null;
        }

        return attribute.Type switch
        {
            AttributeType.Boolean => value.GetValueKind() == JsonValueKind.True ? "1" : "0",
            AttributeType.Integer or AttributeType.Decimal => OfNumber(value.ToJsonString()),
            AttributeType.DateTime => XsdDateTime.TryParse(value.AsText() ?? "", out var instant)
                ? instant.UtcTicks.ToString("x16", CultureInfo.InvariantCulture)
                : null,
            _ => value.AsText() is { Length: > 0 } text ? (attribute.CaseExact ? text : CanonicalKey.Of(text)) : null,
        };
    }

    // The bits of an IEEE 754 number are in the order of the numbers once the sign is turned around.
    private static string? OfNumber(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        // -0 and 0 are the same number.
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
        return (bits < 0 ? ~bits : bits ^ long.MinValue).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Cut(string key) => key.Length <= MaxLength ? key : key[..MaxLength];

    // RFC 7644 names no keyword for sortBy; of Table 9's, the one about attribute paths says it.
    private static Failure Invalid(string detail) => new(FailureKind.InvalidPath, detail) { Attribute = "sortBy" };
}
