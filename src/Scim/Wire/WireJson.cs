using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim.Wire;

/// <summary>Writes JSON straight into the response.</summary>
internal static class WireJson
{
    // Never embedded in HTML, so characters beyond ASCII go out as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>In bytes; how much of a long list is held before it goes out.</summary>
    private const int FlushEvery = 64 * 1024;

    /// <param name="body">Long lists in it go out in parts, so that a large group is never held twice.</param>
    /// <param name="later">
    /// What follows in the <c>members</c> of the body, or of a resource directly in a list of it: taken when it is
    /// written.
    /// </param>
    public static async Task WriteAsync(
        HttpContext context, int status, JsonObject body, Dictionary<JsonObject, IEnumerable<JsonNode>>? later = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypes.ForResponse(context.Request);
        var output = context.Response.BodyWriter;
        var capture = context.Features.Get<RequestCapture>();
        capture?.NoteResponse(body, status, RequestLogger.IsDiscovery(context.Request.Path));
        await using (var writer = new Utf8JsonWriter(output, Options))
        {
            await new Run(writer, output, later ?? [], context.RequestAborted).WriteAsync(body);
            capture?.NoteResponseSize(writer.BytesCommitted + writer.BytesPending);
        }

        await output.FlushAsync(context.RequestAborted);
    }

    private sealed class Run(
        Utf8JsonWriter writer,
        PipeWriter output,
        Dictionary<JsonObject, IEnumerable<JsonNode>> later,
        CancellationToken cancellationToken)
    {
        private long sent;

        public async ValueTask WriteAsync(JsonObject body)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in body)
            {
                writer.WritePropertyName(name);
                if (value is JsonArray list)
                {
                    await WriteAsync(name == "members" && later.TryGetValue(body, out var more) ? list.Concat(more) : list);
                }
                else if (value is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        private async ValueTask WriteAsync(IEnumerable<JsonNode?> list)
        {
            writer.WriteStartArray();
            foreach (var element in list)
            {
                if (element is JsonObject resource && later.ContainsKey(resource))
                {
                    await WriteAsync(resource);
                }
                else if (element is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    element.WriteTo(writer);
                }

                if (writer.BytesCommitted + writer.BytesPending - sent > FlushEvery)
                {
                    sent = writer.BytesCommitted + writer.BytesPending;
                    await writer.FlushAsync(cancellationToken);
                    await output.FlushAsync(cancellationToken);
                }
            }

            writer.WriteEndArray();
        }
    }
}
