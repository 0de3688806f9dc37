using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.RequestLog;

/// <summary>What is noted of one request on its way; a feature of its context.</summary>
internal sealed class RequestCapture(RequestLogger logger, Actor.Connection actor, long started, ClientFamily client, ReplayMark? replay)
{
    public Actor.Connection Actor { get; } = actor;

    public long Started { get; } = started;

    public ClientFamily Client { get; } = client;

    public ReplayMark? Replay { get; } = replay;

    public long RequestSize { get; private set; }

    /// <summary>Null for none, or one too large to keep.</summary>
    public byte[]? RawRequest { get; private set; }

    public MaskedBody? Request { get; private set; }

    public MaskedBody? Response { get; private set; }

    public JsonObject? Error { get; private set; }

    public long ResponseSize { get; private set; }

    public bool NamesUnknownRole { get; private set; }

    public Guid? CreatedId { get; private set; }

    /// <summary>The body as it came, before anything reads or changes it.</summary>
    /// <param name="bytes">Valid during the call only.</param>
    /// <param name="json">Null when it is no JSON object.</param>
    public void NoteRequest(ReadOnlySpan<byte> bytes, JsonObject? json)
    {
        RequestSize = bytes.Length;
        if (json is null)
        {
            return;
        }

        RawRequest = bytes.Length <= logger.Options.MaxReplayBody ? bytes.ToArray() : null;
        (Request, NamesUnknownRole) = logger.Mask.Apply(json, logger.Options.MaxBody, isAnswer: false);
    }

    public void NoteResponse(JsonObject json, int status, bool isDiscovery)
    {
        if (!isDiscovery || status >= StatusCodes.Status400BadRequest)
        {
            (Response, _) = logger.Mask.Apply(json, logger.Options.MaxBody, isAnswer: true);
        }

        if (status >= StatusCodes.Status400BadRequest)
        {
            Error = json;
        }
        else if (status == StatusCodes.Status201Created && json["id"] is JsonValue id && Guid.TryParse(id.ToString(), out var created))
        {
            CreatedId = created;
        }
    }

    public void NoteResponseSize(long size) => ResponseSize = size;

    public void Finish(HttpContext context) => logger.Finish(this, context);

    public static Dialect DialectOf(HttpContext context) =>
        context.Features.Get<ScimCaller>()?.Dialect ?? Dialect.Compatible;
}

/// <summary>Says that a dispatched request is one of the log, run again.</summary>
internal sealed class ReplayMark(ProvisioningEntryId id, ProvisioningEntryId original)
{
    public ProvisioningEntryId Id { get; } = id;

    public ProvisioningEntryId Original { get; } = original;

    /// <summary>What became of it; null until it has been answered.</summary>
    public ProvisioningEntry? Entry { get; set; }
}
