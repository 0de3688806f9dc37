using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Scim.RequestLog;

namespace TeamAccess.Scim.Dispatch;

/// <summary>A SCIM request that comes from another request, not from a socket.</summary>
/// <param name="Path">Below the base URL, with its leading slash; may end in a query.</param>
/// <param name="Body">Null for none.</param>
/// <param name="IfMatch">An entity-tag; null for none.</param>
internal sealed record DispatchedRequest(string Method, string Path, JsonObject? Body, string? IfMatch)
{
    /// <summary>Set when it is one of the provisioning log, run again.</summary>
    public ReplayMark? Replay { get; init; }
}

/// <param name="Services">Where the handlers find what they need.</param>
/// <param name="RequestId">The number under which it is logged and audited.</param>
internal sealed record DispatchOrigin(
    IServiceProvider Services, ClaimsPrincipal User, string RequestId, IPAddress? Address)
{
    /// <summary>What sent it; null when it did not say.</summary>
    public string? UserAgent { get; init; }

    public static DispatchOrigin Of(HttpContext context) =>
        new(context.RequestServices, context.User, context.TraceIdentifier, context.Connection.RemoteIpAddress)
        {
            UserAgent = context.Request.Headers.UserAgent,
        };
}

/// <param name="Body">Null when the answer has none.</param>
internal sealed record DispatchedAnswer(int Status, string? Location, string? ETag, JsonObject? Body)
{
    public bool IsError => Status >= StatusCodes.Status400BadRequest;
}
