using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Resources;

/// <summary>A text for a simple value: two values of an attribute are the same when their texts are.</summary>
internal static class ComparableText
{
    internal static string Of(AttributeDefinition attribute, JsonNode value)
    {
        var text = value.AsText();
        return attribute.Type switch
        {
            AttributeType.Integer or AttributeType.Decimal => OfNumber(value.ToJsonString()),
            AttributeType.DateTime when XsdDateTime.TryParse(text ?? "", out var instant) =>
                instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
            _ when text is null => value.ToJsonString(),
            _ => attribute.CaseExact ? text : CanonicalKey.Of(text),
        };
    }

    /// <summary>1, 1.0 and 1e0 are one number; what is out of range is compared as it is written.</summary>
    private static string OfNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : text;
}
