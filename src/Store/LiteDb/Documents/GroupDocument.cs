using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class GroupDocument
{
    public static BsonDocument Of(Group group) => new()
    {
        ["_id"] = RowKeys.Of(group.Workspace, group.Id.Value),
        [Tables.ByName.Field] = RowKeys.Named(group.Workspace, group.DisplayName),
        [Tables.ByValue.Field] = Fields.Of(ValueKeysOf(group)),
        [Tables.ByModified.Field] = RowKeys.At(group.Workspace, group.LastModified, group.Id.Value),
        ["workspace"] = group.Workspace.Value,
        ["id"] = group.Id.Value,
        ["displayName"] = group.DisplayName,
        ["managedBy"] = Fields.Of(group.ManagedBy?.Value),
        ["externalId"] = group.ExternalId,
        ["attributes"] = Fields.Of(group.Attributes.Utf8),
        ["version"] = group.Version,
        ["created"] = Fields.Of(group.Created),
        ["lastModified"] = Fields.Of(group.LastModified),
    };

    public static Group Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new GroupId(row.Id("id")),
        DisplayName = row.Text("displayName"),
        ManagedBy = row.IdOrNull("managedBy") is { } connection ? new ConnectionId(connection) : null,
        ExternalId = row.TextOrNull("externalId"),
        Attributes = AttributeBag.FromStored(row.Bytes("attributes")),
        Version = row["version"].AsInt64,
        Created = row.Time("created"),
        LastModified = row.Time("lastModified"),
    };

    private static IEnumerable<string> ValueKeysOf(Group group) =>
    [
        .. RowPages.KeysOf(RowKeys.Of(group.Workspace), AttributeIndex.ExternalId, [group.ExternalId], group.Id.Value),
        .. RowPages.KeysOf(RowKeys.Of(group.Workspace), AttributeIndex.DisplayName, [group.DisplayName], group.Id.Value),
    ];
}
