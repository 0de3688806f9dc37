using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class MemberDocument
{
    public static BsonDocument Of(Member member) => new()
    {
        ["_id"] = RowKeys.Of(member.Workspace, member.Id.Value),
        [Tables.ByName.Field] = RowKeys.Named(member.Workspace, member.UserName),
        [Tables.ByValue.Field] = Fields.Of(ValueKeysOf(member)),
        [Tables.ByModified.Field] = RowKeys.At(member.Workspace, member.LastModified, member.Id.Value),
        ["workspace"] = member.Workspace.Value,
        ["id"] = member.Id.Value,
        ["state"] = Fields.Of(member.State),
        ["userName"] = member.UserName,
        ["role"] = member.Role.Value,
        ["localRole"] = Fields.Of(member.LocalRole),
        ["directoryRole"] = Fields.Of(member.DirectoryRole),
        ["managedBy"] = Fields.Of(member.ManagedBy?.Value),
        ["scope"] = member.Scope is { } scope ? Fields.Of(scope) : BsonValue.Null,
        ["externalId"] = member.ExternalId,
        ["displayName"] = member.DisplayName,
        ["emails"] = Fields.Of(member.Emails),
        ["attributes"] = Fields.Of(member.Attributes.Utf8),
        ["version"] = member.Version,
        ["created"] = Fields.Of(member.Created),
        ["lastModified"] = Fields.Of(member.LastModified),
        ["departure"] = Of(member.Departure),
    };

    public static Member Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new MemberId(row.Id("id")),
        State = row.Enum<MemberState>("state"),
        UserName = row.Text("userName"),
        Role = row.Role("role"),
        LocalRole = row.RoleOrNull("localRole"),
        DirectoryRole = row.RoleOrNull("directoryRole"),
        ManagedBy = row.IdOrNull("managedBy") is { } connection ? new ConnectionId(connection) : null,
        Scope = row["scope"].IsNull ? null : row.Texts("scope"),
        ExternalId = row.TextOrNull("externalId"),
        DisplayName = row.TextOrNull("displayName"),
        Emails = row.Texts("emails"),
        Attributes = AttributeBag.FromStored(row.Bytes("attributes")),
        Version = row["version"].AsInt64,
        Created = row.Time("created"),
        LastModified = row.Time("lastModified"),
        Departure = row["departure"].IsNull ? null : ReadDeparture(row["departure"].AsDocument),
    };

    private static IEnumerable<string> ValueKeysOf(Member member) =>
    [
        .. RowPages.KeysOf(RowKeys.Of(member.Workspace), AttributeIndex.ExternalId, [member.ExternalId], member.Id.Value),
        .. RowPages.KeysOf(RowKeys.Of(member.Workspace), AttributeIndex.DisplayName, [member.DisplayName], member.Id.Value),
        .. RowPages.KeysOf(RowKeys.Of(member.Workspace), AttributeIndex.Email, member.Emails, member.Id.Value),
    ];

    private static BsonValue Of(Departure? departure) => departure is null
        ? BsonValue.Null
        : new BsonDocument
        {
            ["id"] = departure.Id,
            ["at"] = Fields.Of(departure.At),
            ["cause"] = departure.Cause,
            ["alsoByDirectory"] = departure.AlsoByDirectory,
        };

    private static Departure ReadDeparture(BsonDocument row) => new(row.Id("id"), row.Time("at"), row.Text("cause"))
    {
        AlsoByDirectory = row["alsoByDirectory"] is { IsBoolean: true, AsBoolean: true },
    };
}
