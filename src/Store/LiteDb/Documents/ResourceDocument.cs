using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class ResourceDocument
{
    public static string KeyOf(WorkspaceId workspace, string type, ResourceId resource) =>
        $"{RowKeys.Of(workspace, type)}/{resource.Value:N}";

    public static BsonDocument Of(Resource resource)
    {
        var list = RowKeys.Of(resource.Workspace, resource.Type);
        return new BsonDocument
        {
            ["_id"] = KeyOf(resource.Workspace, resource.Type, resource.Id),
            [Tables.ByValue.Field] = Fields.Of(
                RowPages.KeysOf(list, AttributeIndex.ExternalId, [resource.ExternalId], resource.Id.Value)),
            [Tables.ByModified.Field] = $"{list}/{RowKeys.At(resource.LastModified)}/{resource.Id.Value:N}",
            ["workspace"] = resource.Workspace.Value,
            ["type"] = resource.Type,
            ["id"] = resource.Id.Value,
            ["managedBy"] = Fields.Of(resource.ManagedBy?.Value),
            ["externalId"] = resource.ExternalId,
            ["attributes"] = Fields.Of(resource.Attributes.Utf8),
            ["version"] = resource.Version,
            ["created"] = Fields.Of(resource.Created),
            ["lastModified"] = Fields.Of(resource.LastModified),
        };
    }

    public static Resource Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Type = row.Text("type"),
        Id = new ResourceId(row.Id("id")),
        ManagedBy = row.IdOrNull("managedBy") is { } connection ? new ConnectionId(connection) : null,
        ExternalId = row.TextOrNull("externalId"),
        Attributes = AttributeBag.FromStored(row.Bytes("attributes")),
        Version = row["version"].AsInt64,
        Created = row.Time("created"),
        LastModified = row.Time("lastModified"),
    };
}
