using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Domain.Resources;

/// <summary>
/// The SCIM attributes a client may write, as UTF-8 JSON in canonical schema casing. Immutable, so that a cache can
/// share it: each <see cref="ToObject"/> is a fresh tree.
/// </summary>
public sealed class AttributeBag : IEquatable<AttributeBag>
{
    public static readonly AttributeBag Empty = new("{}"u8.ToArray());

    // Names of people are stored as they are read, not as \u escapes; the bag is never written into HTML.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] utf8;

    private AttributeBag(byte[] utf8) => this.utf8 = utf8;

    /// <summary>The JSON object, as it is stored.</summary>
    public ReadOnlyMemory<byte> Utf8 => utf8;

    public static AttributeBag From(JsonObject attributes) =>
        new(JsonSerializer.SerializeToUtf8Bytes(attributes, Compact));

    /// <summary>Takes over bytes that <see cref="Utf8"/> gave earlier; they are not checked again.</summary>
    public static AttributeBag FromStored(byte[] utf8) => new(utf8);

    public JsonObject ToObject() => JsonNode.Parse(utf8)!.AsObject();

    /// <summary>A top-level string attribute, or null when it is absent or no string.</summary>
    public static string? StringOf(JsonObject attributes, string name) =>
        attributes.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : null;

    /// <summary>A top-level boolean attribute, or null when it is absent or no boolean.</summary>
    public static bool? FlagOf(JsonObject attributes, string name) =>
        attributes.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<bool>(out var flag)
            ? flag
            : null;

    public bool Equals(AttributeBag? other) => other is not null && utf8.AsSpan().SequenceEqual(other.utf8);

    public override bool Equals(object? obj) => Equals(obj as AttributeBag);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }
}
