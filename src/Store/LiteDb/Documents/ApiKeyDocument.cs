using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Keys;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class ApiKeyDocument
{
    public static BsonDocument Of(ApiKey key) => new()
    {
        ["_id"] = RowKeys.Of(key.Id.Value),
        [Tables.ByWorkspace.Field] = RowKeys.Of(key.Workspace, key.Id.Value),
        [Tables.ByCreator.Field] = RowKeys.Of(key.Workspace, key.Creator.Value, key.Id.Value),
        ["workspace"] = key.Workspace.Value,
        ["id"] = key.Id.Value,
        ["creator"] = key.Creator.Value,
        ["displayName"] = key.DisplayName,
        ["secretHash"] = Fields.Of(key.SecretHash),
        ["permissions"] = Fields.Of(key.Permissions),
        ["roleCeiling"] = key.RoleCeiling.Value,
        ["created"] = Fields.Of(key.Created),
        ["expires"] = Fields.Of(key.Expires),
        ["state"] = Fields.Of(key.State),
        ["ending"] = Of(key.Ending),
        ["version"] = key.Version,
    };

    public static ApiKey Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new ApiKeyId(row.Id("id")),
        Creator = new MemberId(row.Id("creator")),
        DisplayName = row.Text("displayName"),
        SecretHash = row.Bytes("secretHash"),
        Permissions = row.Texts("permissions"),
        RoleCeiling = row.Role("roleCeiling"),
        Created = row.Time("created"),
        Expires = row.TimeOrNull("expires"),
        State = row.Enum<ApiKeyState>("state"),
        Ending = row["ending"].IsNull ? null : ReadEnding(row["ending"].AsDocument),
        Version = row["version"].AsInt64,
    };

    private static BsonValue Of(KeyEnding? ending) => ending is null
        ? BsonValue.Null
        : new BsonDocument
        {
            ["at"] = Fields.Of(ending.At),
            ["cause"] = ending.Cause,
            ["by"] = ending.By,
            ["departure"] = Fields.Of(ending.Departure),
        };

    private static KeyEnding ReadEnding(BsonDocument row) =>
        new(row.Time("at"), row.Text("cause"), row.Text("by"), row.IdOrNull("departure"));
}
