using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using TeamAccess.Admin.Requests;
using TeamAccess.Protocol;
using Status = Google.Rpc.Status;

namespace TeamAccess.Admin.Failures;

/// <summary>
/// Refuses a request before it reached a service, as a "trailers-only" response of the gRPC protocol.
/// </summary>
internal static class GrpcRefusal
{
    public const string StatusHeader = "grpc-status";

    private const string MediaType = "application/grpc";

    /// <summary>Whether the client speaks gRPC and so understands such a response.</summary>
    public static bool Suits(HttpRequest request) =>
        request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true;

    public static void Write(HttpContext context, Failure failure) => Write(context, RpcStatus.Of(failure));

    public static void Write(HttpContext context, Status status)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaType;
        response.Headers[StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = PercentEncode(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        RequestId.Of(context);
    }

    // The gRPC protocol's encoding of grpc-message: printable ASCII but for the percent sign stays as it is.
    private static string PercentEncode(string message) => string.Concat(
        Encoding.UTF8.GetBytes(message).Select(
            utf8 => utf8 is >= 0x20 and <= 0x7E and not (byte)'%'
                ? ((char)utf8).ToString()
                : $"%{utf8.ToString("X2", CultureInfo.InvariantCulture)}"));
}
