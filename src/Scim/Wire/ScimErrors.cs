using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// The outermost handler: numbers each request, and gives every error that comes back without a body, or as an
/// exception, the body RFC 7644 §3.12 asks for. What an exception says stays in the log.
/// </summary>
internal sealed partial class ScimErrors(RequestDelegate next, TimeProvider clock, ILogger<ScimErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        await RunAsync(context, next, logger);
    }

    /// <summary>The part that answers; for a request within a request, which is numbered already.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, bad.StatusCode);
        }
        catch (StoreUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            Log.StoreUnavailable(logger, context.TraceIdentifier, unavailable);
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception unexpected) when (!context.Response.HasStarted)
        {
            Log.Unexpected(logger, context.TraceIdentifier, unexpected);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError);
        }
        finally
        {
            context.Features.Get<RequestCapture>()?.Finish(context);
        }
    }

    private static Task FillAsync(HttpContext context)
    {
        var response = context.Response;
        var isBare = response is { HasStarted: false, ContentType: null, ContentLength: null or 0 };
        return response.StatusCode >= 400 && isBare
            ? ErrorBody.WriteAsync(context, response.StatusCode, DetailOf(response.StatusCode))
            : Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        var requestId = context.TraceIdentifier;
        context.Response.Clear();
        context.Response.Headers["X-Request-Id"] = requestId;
        return ErrorBody.WriteAsync(context, status, DetailOf(status));
    }

    private static string DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no such endpoint.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status500InternalServerError => "The server failed. Its log has more under this X-Request-Id.",
        StatusCodes.Status503ServiceUnavailable => "The server cannot reach its data at the moment. Try again later.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "The store is unavailable to SCIM request {RequestId}")]
        public static partial void StoreUnavailable(ILogger logger, string requestId, Exception exception);

        [LoggerMessage(2002, LogLevel.Error, "SCIM request {RequestId} failed")]
        public static partial void Unexpected(ILogger logger, string requestId, Exception exception);
    }
}
