using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamAccess.Domain.Resources;

namespace TeamAccess.Store.Postgres.Rows;

/// <summary>An id that is text, as that text.</summary>
internal sealed class TextIdConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(write(value));
}

/// <summary>An id that is a UUID, as its text.</summary>
internal sealed class GuidIdConverter<T>(Func<Guid, T> read, Func<T, Guid> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(write(value));
}

/// <summary>In UTC, exact to the tick.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime());
}

/// <summary>The bag's own bytes in place, never written anew: numbers keep their digits and members their order.</summary>
internal sealed class AttributeBagConverter : JsonConverter<AttributeBag>
{
    public override AttributeBag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        return AttributeBag.FromStored(Encoding.UTF8.GetBytes(value.GetRawText()));
    }

    public override void Write(Utf8JsonWriter writer, AttributeBag value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
