using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamAccess.Domain;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Postgres.Rows;

/// <summary>Rows as JSON text. Enumerations are their names, ids their text, times UTC.</summary>
internal static class Body
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // Attributes may nest as deep as their own reader lets them; this must not be the tighter bound.
        MaxDepth = 256,
        IgnoreReadOnlyProperties = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(),
            new UtcTimeConverter(),
            new AttributeBagConverter(),
            new TextIdConverter<TenantId>(text => new TenantId(text), id => id.Value),
            new TextIdConverter<WorkspaceId>(text => new WorkspaceId(text), id => id.Value),
            new TextIdConverter<RoleName>(text => new RoleName(text), role => role.Value),
            new GuidIdConverter<MemberId>(id => new MemberId(id), id => id.Value),
            new GuidIdConverter<GroupId>(id => new GroupId(id), id => id.Value),
            new GuidIdConverter<ResourceId>(id => new ResourceId(id), id => id.Value),
            new GuidIdConverter<ApiKeyId>(id => new ApiKeyId(id), id => id.Value),
            new GuidIdConverter<SessionId>(id => new SessionId(id), id => id.Value),
            new GuidIdConverter<ConnectionId>(id => new ConnectionId(id), id => id.Value),
            new GuidIdConverter<ConnectionTokenId>(id => new ConnectionTokenId(id), id => id.Value),
            new GuidIdConverter<ProvisioningEntryId>(id => new ProvisioningEntryId(id), id => id.Value),
            new GuidIdConverter<RoleMappingId>(id => new RoleMappingId(id), id => id.Value),
            new GuidIdConverter<WebhookId>(id => new WebhookId(id), id => id.Value),
        },
    };

    public static string Of<T>(T row) => JsonSerializer.Serialize(row, Options);

    public static string Of(RowKind kind, object row) => JsonSerializer.Serialize(row, StoredRow.TypeOf(kind), Options);

    /// <inheritdoc cref="Read{T}"/>
    public static object Read(RowKind kind, string text) =>
        JsonSerializer.Deserialize(text, StoredRow.TypeOf(kind), Options) ?? throw new JsonException("A row's body is null.");

    /// <exception cref="JsonException">The text is not what <see cref="Of"/> wrote.</exception>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("A row's body is null.");
}
