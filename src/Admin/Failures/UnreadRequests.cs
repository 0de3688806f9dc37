using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamAccess.Admin.Requests;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Failures;

/// <summary>
/// Gives details to calls that the framework refused before any interceptor saw them: bytes that are no such message, a
/// message over the limit, a method that is not there. The framework's own word for the first is UNKNOWN, as if the
/// server had failed.
/// </summary>
internal static class UnreadRequests
{
    private static readonly Failure Malformed = new(
        FailureKind.InvalidSyntax, "The request is not a message of this method, or one of its texts is not UTF-8.")
    {
        Reason = "MALFORMED_REQUEST",
    };

    private static readonly Failure TooLarge = new(
        FailureKind.TooLarge, $"The request is larger than {AdminEndpoints.MaxRequestBytes} bytes.");

    public static void AddDetails(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate;
        endpoint.RequestDelegate = async context =>
        {
            await (next?.Invoke(context) ?? Task.CompletedTask);
            if (context.Features.Get<RequestId>() is null && !context.Response.HasStarted)
            {
                Rewrite(context);
            }
        };
    }

    private static void Rewrite(HttpContext context)
    {
        if (!Enum.TryParse<StatusCode>(context.Response.Headers[GrpcRefusal.StatusHeader], out var code))
        {
            return;
        }

        switch (code)
        {
            case StatusCode.Unknown or StatusCode.Internal:
                GrpcRefusal.Write(context, Malformed);
                break;
            case StatusCode.ResourceExhausted:
                GrpcRefusal.Write(context, TooLarge);
                break;
            case StatusCode.Unimplemented:
                GrpcRefusal.Write(context, RpcStatus.Of(code, "METHOD_UNKNOWN", "The service has no such method."));
                break;
            default:
                break;
        }
    }
}
