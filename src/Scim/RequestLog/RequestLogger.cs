using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Limits;

namespace TeamAccess.Scim.RequestLog;

/// <summary>
/// Makes an entry of the provisioning log of each request of a connection, whatever became of it. Nothing here can fail
/// the request, and nothing waits for the store.
/// </summary>
internal sealed partial class RequestLogger(
    IOptions<ScimOptions> options,
    ResourceCatalog catalog,
    RoleTable roles,
    RequestRecorder recorder,
    ScimRoutes routes,
    TimeProvider clock,
    ILogger<RequestLogger> logger)
{
    private static readonly string[] Discovery = ["Schemas", "ResourceTypes", "ServiceProviderConfig"];

    private const int ReadBurst = 5;

    private readonly Words words = new(catalog);

    // One for each connection that reads; a few for each workspace.
    private readonly ConcurrentDictionary<ConnectionId, TokenBucket> reads = new();

    public RequestLogOptions Options => options.Value.RequestLog;

    public BodyMask Mask { get; } = new(new Words(catalog), roles);

    /// <summary>Begins to note the request, when it is a connection's and the log is on.</summary>
    public void Begin(HttpContext context)
    {
        if (!Options.IsOn || ActorIdentity.Of(context.User) is not Actor.Connection actor)
        {
            return;
        }

        var replay = context.Features.Get<DispatchedRequest>()?.Replay;
        if (replay is null && IsRead(context.Request.Method) && !KeepsRead(actor.Id))
        {
            recorder.Skip(actor.Workspace);
            return;
        }

        context.Features.Set(new RequestCapture(
            this, actor, clock.GetTimestamp(), ClientFamilies.Of(context.Request.Headers.UserAgent), replay));
    }

    public void Finish(RequestCapture capture, HttpContext context)
    {
        try
        {
            var (entry, request) = EntryOf(capture, context);
            if (capture.Replay is { } mark)
            {
                mark.Entry = entry;
            }

            recorder.Record(entry, request);
        }
        catch (Exception unexpected) // the request has been answered; what fails here is the log's own trouble
        {
            Log.Failed(logger, context.TraceIdentifier, unexpected);
        }
    }

    public static bool IsDiscovery(PathString path) =>
        Array.Exists(Discovery, name => path.Value?.Contains("/" + name, StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private bool KeepsRead(ConnectionId connection)
    {
        if (Options.ReadsPerSecond == 0)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        return reads
            .GetOrAdd(
                connection, _ => new TokenBucket(Options.ReadsPerSecond, ReadBurst * Options.ReadsPerSecond, clock, now))
            .TryTake(now, out var _);
    }

    private (ProvisioningEntry Entry, UnsealedRequest? Request) EntryOf(RequestCapture capture, HttpContext context)
    {
        var path = PathOf(context);
        var (type, id) = ResourceOf(path);
        var error = capture.Error;
        var size = Math.Max(capture.RequestSize, context.Request.ContentLength ?? 0);
        var entry = new ProvisioningEntry
        {
            Workspace = capture.Actor.Workspace,
            Id = capture.Replay?.Id ?? ProvisioningEntryId.Next(clock.GetUtcNow()),
            Connection = capture.Actor.Id,
            RequestId = context.TraceIdentifier,
            Method = Words.IsMethod(context.Request.Method) ? context.Request.Method : Words.Mask,
            Path = words.Location(path),
            ResourceType = type,
            ResourceId = capture.CreatedId ?? id,
            Status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted && capture.ResponseSize == 0
                ? StatusCodes.Status499ClientClosedRequest
                : context.Response.StatusCode,
            ScimType = error?["scimType"]?.ToString(),
            Detail = error?["detail"]?.ToString() is { } detail ? Words.Detail(detail) : null,
            Duration = clock.GetElapsedTime(capture.Started),
            RequestSize = size,
            ResponseSize = capture.ResponseSize,
            Dialect = RequestCapture.DialectOf(context),
            Client = capture.Client,
            Request = capture.Request,
            Response = capture.Response,
            NamesUnknownRole = capture.NamesUnknownRole,
            ReplayOf = capture.Replay?.Original,
        };

        var isWhole = size == 0 || capture.RawRequest is not null;
        return (entry, isWhole && Options.MaxReplayBody > 0
            ? new UnsealedRequest(path, context.Request.Headers.IfMatch is { Count: > 0 } tags ? tags.ToString() : null, capture.RawRequest)
            : null);
    }

    private string PathOf(HttpContext context)
    {
        var whole = context.Request.Path.ToUriComponent();
        var start = routes.BasePath;
        var path = whole.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? whole[start.Length..] : whole;
        return path + context.Request.QueryString.Value;
    }

    private (string? Type, Guid? Id) ResourceOf(string path)
    {
        var parts = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var type = parts.Length > 0
            ? catalog.Types.FirstOrDefault(type => type.Endpoint.Trim('/').Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            : null;
        return type is null
            ? (null, null)
            : (type.Endpoint.Trim('/'), parts.Length > 1 && Words.IsId(parts[1]) ? Guid.Parse(parts[1]) : null);
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "SCIM request {RequestId} is not in the provisioning log")]
        public static partial void Failed(ILogger logger, string requestId, Exception exception);
    }
}
