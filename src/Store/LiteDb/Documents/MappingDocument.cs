using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class MappingDocument
{
    public static BsonDocument Of(RoleMapping mapping) => new()
    {
        ["_id"] = RowKeys.Of(mapping.Workspace, mapping.Id.Value),
        ["workspace"] = mapping.Workspace.Value,
        ["id"] = mapping.Id.Value,
        ["connection"] = mapping.Connection.Value,
        ["group"] = Fields.Of(mapping.Group?.Value),
        ["groupDisplayName"] = mapping.GroupDisplayName,
        ["role"] = mapping.Role.Value,
        ["paused"] = mapping.Paused,
        ["created"] = Fields.Of(mapping.Created),
    };

    public static RoleMapping Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new RoleMappingId(row.Id("id")),
        Connection = new ConnectionId(row.Id("connection")),
        Group = row.IdOrNull("group") is { } group ? new GroupId(group) : null,
        GroupDisplayName = row.TextOrNull("groupDisplayName"),
        Role = row.Role("role"),
        Paused = row["paused"].AsBoolean,
        Created = row.Time("created"),
    };
}
