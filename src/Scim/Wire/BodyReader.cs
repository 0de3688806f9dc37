using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Json;
using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim.Wire;

/// <summary>Reads a request body that may lie about its length, never holding more of it than the limit.</summary>
internal static class BodyReader
{
    /// <param name="limit">In bytes.</param>
    /// <param name="tooLarge">What to say of a larger body.</param>
    /// <returns>
    /// The object; <see cref="FailureKind.TooLarge"/>, with or without a <c>Content-Length</c>; or why it cannot be
    /// parsed.
    /// </returns>
    public static async Task<Result<JsonObject>> ReadAsync(
        HttpRequest request, int limit, string tooLarge, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return new Failure(FailureKind.TooLarge, tooLarge);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return new Failure(FailureKind.TooLarge, tooLarge);
            }

            if (read.IsCompleted)
            {
                return Parse(request.HttpContext, reader, buffer);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static Result<JsonObject> Parse(HttpContext context, PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        try
        {
            if (buffer.IsEmpty)
            {
                return new Failure(FailureKind.InvalidSyntax, "The request needs a body with a JSON object.");
            }

            var bytes = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
            var parsed = ScimJson.ParseObject(bytes);
            context.Features.Get<RequestCapture>()?.NoteRequest(bytes.Span, parsed.TryGet(out var json, out _) ? json : null);
            return parsed;
        }
        finally
        {
            reader.AdvanceTo(buffer.End);
        }
    }
}
