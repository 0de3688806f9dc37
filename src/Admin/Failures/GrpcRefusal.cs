using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using TeamAccess.Admin.Requests;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Failures;

/// <summary>Refuses a request before it reached a service, as a "trailers-only" response of the gRPC protocol.</summary>
internal static class GrpcRefusal
{
    private const string MediaType = "application/grpc";

    /// <summary>Whether the client speaks gRPC and so understands such a response.</summary>
    public static bool Suits(HttpRequest request) =>
        request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true;

    public static void Write(HttpContext context, Failure failure)
    {
        var status = RpcStatus.Of(failure);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaType;
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        RequestId.Of(context);
    }
}
