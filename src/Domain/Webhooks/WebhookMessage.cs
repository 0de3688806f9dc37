using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TeamAccess.Domain.Audit;

namespace TeamAccess.Domain.Webhooks;

/// <summary>What one delivery says.</summary>
/// <param name="Id">The same each time it is tried: by this the receiver knows it again.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookMessage(string Id, string Type, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ToString() => $"{nameof(WebhookMessage)} {Id}";

    /// <summary>Of an event's hash, in bytes.</summary>
    private const int IdHash = 8;

    /// <summary>An event as the admin service shows it.</summary>
    internal static WebhookMessage Of(AuditEvent audited) => Write(
        IdOf(audited),
        audited.Action,
        audited.Time,
        json => WriteEvent(json, audited));

    /// <summary>That events are gone which could not be delivered.</summary>
    internal static WebhookMessage OfLost(WorkspaceId workspace, long first, long last, DateTimeOffset now) => Write(
        $"lost_{workspace}_{first}-{last}",
        EventTypes.EventsLost,
        now,
        json =>
        {
            json.WriteString("workspace", workspace.Value);
            json.WriteNumber("firstSequence", first);
            json.WriteNumber("lastSequence", last);
        });

    internal static WebhookMessage OfTest(Webhook webhook, Guid id, DateTimeOffset now) => Write(
        $"test_{webhook.Workspace}_{id:N}",
        EventTypes.Test,
        now,
        json =>
        {
            json.WriteString("workspace", webhook.Workspace.Value);
            json.WriteString("webhook", webhook.Id.Value);
        });

    // By its hash too: after an older backup was restored, the same sequence stands for another event.
    internal static string IdOf(AuditEvent audited) =>
        $"evt_{audited.Workspace}_{audited.Sequence}_{Convert.ToHexStringLower(audited.Hash.Span[..IdHash])}";

    private static WebhookMessage Write(string id, string type, DateTimeOffset time, Action<Utf8JsonWriter> writeData)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", time.UtcDateTime);
            json.WriteStartObject("data");
            writeData(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new WebhookMessage(id, type, body.WrittenMemory);
    }

    private static void WriteEvent(Utf8JsonWriter json, AuditEvent audited)
    {
        json.WriteString("workspace", audited.Workspace.Value);
        json.WriteNumber("sequence", audited.Sequence);
        json.WriteString("time", audited.Time.UtcDateTime);
        json.WriteString("actor", audited.Actor);
        json.WriteString("onBehalfOf", audited.OnBehalfOf);
        json.WriteString("action", audited.Action);
        json.WriteString("target", audited.Target);
        json.WriteStartArray("members");
        foreach (var member in audited.Members)
        {
            json.WriteStringValue(member.Value);
        }

        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in audited.Changes)
        {
            json.WriteStartObject();
            json.WriteString("attribute", change.Attribute);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("door", NameOf(audited.Door));
        json.WriteString("requestId", audited.RequestId);
        json.WriteString("address", audited.Address);
        json.WriteBase64String("hash", audited.Hash.Span);
    }

    private static string NameOf(Door door) => door switch
    {
        Door.System => "system",
        Door.Scim => "scim",
        Door.Grpc => "grpc",
        Door.Web => "web",
    };
}
