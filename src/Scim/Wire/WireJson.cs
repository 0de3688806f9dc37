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

    /// <param name="body">Long lists directly in it go out in parts, so that a large group is never held twice.</param>
    public static async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypes.ForResponse(context.Request);
        var output = context.Response.BodyWriter;
        var capture = context.Features.Get<RequestCapture>();
        capture?.NoteResponse(body, status, RequestLogger.IsDiscovery(context.Request.Path));
        await using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in body)
            {
                writer.WritePropertyName(name);
                if (value is JsonArray list)
                {
                    await WriteListAsync(writer, output, list, context.RequestAborted);
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
            capture?.NoteResponseSize(writer.BytesCommitted + writer.BytesPending);
        }

        await output.FlushAsync(context.RequestAborted);
    }

    private static async ValueTask WriteListAsync(
        Utf8JsonWriter writer, PipeWriter output, JsonArray list, CancellationToken cancellationToken)
    {
        var sent = writer.BytesCommitted;
        writer.WriteStartArray();
        foreach (var element in list)
        {
            if (element is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                element.WriteTo(writer);
            }

            if (writer.BytesCommitted - sent > FlushEvery)
            {
                sent = writer.BytesCommitted;
                await writer.FlushAsync(cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }

        writer.WriteEndArray();
    }
}
