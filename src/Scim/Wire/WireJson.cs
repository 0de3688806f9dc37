using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

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

    public static async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypes.ForResponse(context.Request);
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter, Options))
        {
            body.WriteTo(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
