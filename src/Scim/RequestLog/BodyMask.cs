using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.RequestLog;

/// <summary>
/// Writes a body with its structure kept and its personal values masked: a value is shown only when it is known to be a
/// word of the protocol, an id of ours, a number or a boolean. Passwords, and all that no response has, are left out.
/// </summary>
internal sealed class BodyMask(Words words, RoleTable roles)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("0123456789abcdef-");
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Operations = ["add", "replace", "remove"];

    /// <param name="limit">In bytes; whole values are left out beyond it.</param>
    /// <param name="isAnswer">Whether it is ours: only then is what an error says shown.</param>
    /// <returns>The body, and whether a value of <c>roles</c> in it names no role.</returns>
    public (MaskedBody Body, bool NamesUnknownRole) Apply(JsonObject body, int limit, bool isAnswer)
    {
        using var run = new Run(words, roles, limit, isAnswer);
        return run.Apply(body);
    }

    /// <param name="Name">What the value is called, or the attribute that a PATCH path ends at.</param>
    /// <param name="InRoles">Whether it is within <c>roles</c>.</param>
    private readonly record struct Place(string Name, bool InRoles)
    {
        public Place Under(string key) => new(
            Words.Leaf(key), InRoles || key.StartsWith("roles", StringComparison.OrdinalIgnoreCase) || Words.Leaf(key).Equals("roles", StringComparison.OrdinalIgnoreCase));

        public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Run : IDisposable
    {
        private readonly Words words;
        private readonly RoleTable roles;
        private readonly int limit;
        private readonly bool isAnswer;
        private readonly ArrayBufferWriter<byte> output = new();
        private readonly Utf8JsonWriter writer;
        private bool cut;
        private bool unknownRole;

        public Run(Words words, RoleTable roles, int limit, bool isAnswer)
        {
            (this.words, this.roles, this.limit, this.isAnswer) = (words, roles, limit, isAnswer);
            writer = new Utf8JsonWriter(output, Options);
        }

        public (MaskedBody, bool) Apply(JsonObject body)
        {
            Write(body, new Place("", InRoles: false));
            writer.Flush();
            return (new MaskedBody(Encoding.UTF8.GetString(output.WrittenSpan), cut), unknownRole);
        }

        public void Dispose() => writer.Dispose();

        private bool IsFull => cut = cut || writer.BytesCommitted + writer.BytesPending > limit;

        private void Write(JsonNode? node, Place place)
        {
            switch (node)
            {
                case JsonObject json:
                    WriteObject(json, place);
                    break;
                case JsonArray list:
                    writer.WriteStartArray();
                    foreach (var element in list)
                    {
                        if (IsFull)
                        {
                            break;
                        }

                        Write(element, place);
                    }

                    writer.WriteEndArray();
                    break;
                case null:
                    writer.WriteNullValue();
                    break;
                default:
                    WriteValue((JsonValue)node, place);
                    break;
            }
        }

        private void WriteObject(JsonObject json, Place place)
        {
            var isError = isAnswer && json["schemas"] as JsonArray is [JsonValue uri] && uri.ToString() == SchemaUris.Error;
            var target = TargetOf(json);
            var isSearch = json["schemas"] as JsonArray is [JsonValue first] && first.ToString() == SchemaUris.SearchRequest;
            writer.WriteStartObject();
            foreach (var (key, value) in json)
            {
                if (IsFull)
                {
                    break;
                }

                var at = place.Under(key);
                if (words.IsHidden(key))
                {
                    continue;
                }

                if (target is not null && at.Is("value"))
                {
                    if (words.IsHidden(target))
                    {
                        continue;
                    }

                    at = place.Under(target);
                }

                writer.WritePropertyName(words.Name(key));
                if (isError && value is JsonValue text && at.Is("detail"))
                {
                    writer.WriteStringValue(Words.Detail(text.ToString()));
                }
                else if (isError && value is JsonValue word && (at.Is("scimType") || at.Is("status")))
                {
                    writer.WriteStringValue(word.ToString());
                }
                else if (isSearch && value is JsonValue parameter && parameter.GetValueKind() == JsonValueKind.String)
                {
                    writer.WriteStringValue(Words.ParameterValue(at.Name, parameter.ToString()));
                }
                else if (target is not null && at.Is("path"))
                {
                    writer.WriteStringValue(Words.PatchPath(target));
                }
                else
                {
                    Write(value, at);
                }
            }

            writer.WriteEndObject();
        }

        // The path of a PATCH operation says what its value is.
        private static string? TargetOf(JsonObject json) =>
            Find(json, "op") is JsonValue op
            && Operations.Contains(op.ToString(), StringComparer.OrdinalIgnoreCase)
            && Find(json, "path") is JsonValue path
                ? path.ToString()
                : null;

        private static JsonNode? Find(JsonObject json, string name) =>
            json.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

        private void WriteValue(JsonValue value, Place place)
        {
            if (value.GetValueKind() != JsonValueKind.String)
            {
                value.WriteTo(writer);
                return;
            }

            writer.WriteStringValue(Shown(value.ToString(), place));
        }

        private string Shown(string text, Place place)
        {
            if (place.InRoles && !place.Is("type") && !place.Is("primary") && !place.Is("$ref"))
            {
                var known = roles.IsNamedBy(text);
                unknownRole |= !known && !isAnswer && !place.Is("display");
                return known && text.Length <= 64 && roles.TryFind(text.Trim(), out var role) ? role.Name.Value : Words.Mask;
            }

            return place.Name.ToUpperInvariant() switch
            {
                "SCHEMAS" => words.IsUri(text) ? text : Words.Mask,
                "OP" => Keep(text, Operations),
                "METHOD" => Keep(text, Methods),
                "PATH" => text.StartsWith('/') ? words.Location(text) : Words.Mask,
                "ID" or "VALUE" or "MEMBERS" or "BULKID" or "MANAGER" => Words.IsId(text) ? text : Words.Mask,
                "TYPE" or "RESOURCETYPE" => words.IsType(text) ? text : Words.Mask,
                "ACTIVE" or "PRIMARY" => bool.TryParse(text, out _) ? text.Trim() : Words.Mask,
                "STATUS" => text.Length == 3 && text.All(char.IsAsciiDigit) ? text : Words.Mask,
                "VERSION" => IsTag(text) ? text : Words.Mask,
                "CREATED" or "LASTMODIFIED" => IsTime(text) ? text : Words.Mask,
                "LOCATION" or "$REF" => Address(text),
                _ => Words.Mask,
            };
        }

        private static string Keep(string text, string[] known) =>
            known.Contains(text, StringComparer.OrdinalIgnoreCase) ? text : Words.Mask;

        private static bool IsTag(string text) =>
            text.Length <= 32 && text.StartsWith("W/\"", StringComparison.Ordinal)
            && !text.AsSpan(3).TrimEnd('"').ContainsAnyExcept(TagCharacters);

        private static bool IsTime(string text) =>
            text.Length <= 40 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

        // Its end, which is an endpoint and an id, tells what it refers to.
        private string Address(string text)
        {
            if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _))
            {
                return Words.Mask;
            }

            var parts = text.Split('/');
            return parts.Length >= 2 && Words.IsId(parts[^1]) && words.IsEndpoint(parts[^2])
                ? $"/{parts[^2]}/{parts[^1]}"
                : Words.Mask;
        }
    }
}
