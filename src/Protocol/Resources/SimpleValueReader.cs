using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Resources;

/// <summary>Reads values of the simple types of RFC 7643 §2.3; text is kept as sent.</summary>
internal static class SimpleValueReader
{
    internal static Failure? Read(
        AttributeDefinition attribute, JsonNode raw, string name, Dialect dialect, out JsonNode? value)
    {
        value = attribute.Type switch
        {
            AttributeType.Boolean => ReadBoolean(raw, dialect),
            AttributeType.Integer => IsWhole(raw) ? raw.DeepClone() : null,
            AttributeType.Decimal => IsNumber(raw) ? raw.DeepClone() : null,
            AttributeType.String when dialect == Dialect.Compatible && ShapeTolerances.ReadNumber(attribute, raw) is { } text =>
                text,
            _ => IsText(attribute.Type, raw) ? raw.DeepClone() : null,
        };

        if (value is null)
        {
            return Failure.InvalidValue(name, $"{name} must be {Expectation(attribute.Type)}.");
        }

        return attribute.IsIdentifier ? TextPolicy.Check(name, value.GetValue<string>()) : null;
    }

    private static JsonValue? ReadBoolean(JsonNode raw, Dialect dialect)
    {
        if (raw is JsonValue && raw.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return JsonValue.Create(raw.GetValueKind() == JsonValueKind.True);
        }

        return dialect == Dialect.Compatible && EntraTolerances.TryReadBoolean(raw.AsText() ?? "", out var flag)
            ? JsonValue.Create(flag)
            : null;
    }

    private static bool IsText(AttributeType type, JsonNode raw) => raw.AsText() is { } text && type switch
    {
        AttributeType.DateTime => XsdDateTime.TryParse(text, out _),
        AttributeType.Binary => Base64.IsValid(text),
        AttributeType.Reference => IsReference(text),
        _ => true,
    };

    /// <summary>RFC 7643 §2.3.7: an absolute or relative URI.</summary>
    private static bool IsReference(string text) =>
        !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _);

    private static bool IsNumber(JsonNode raw) => raw is JsonValue && raw.GetValueKind() == JsonValueKind.Number;

    private static bool IsWhole(JsonNode raw) => IsNumber(raw)
        && long.TryParse(raw.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string Expectation(AttributeType type) => type switch
    {
        AttributeType.String => "a string",
        AttributeType.Boolean => "true or false",
        AttributeType.Decimal => "a number",
        AttributeType.Integer => "a whole number",
        AttributeType.DateTime => "a date and time such as 2008-01-23T04:56:22Z",
        AttributeType.Binary => "base64",
        AttributeType.Reference => "a URI",
        AttributeType.Complex => "an object",
    };
}
