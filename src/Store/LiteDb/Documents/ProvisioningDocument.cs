using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class ProvisioningDocument
{
    public static BsonDocument Of(ProvisioningEntry entry) => new()
    {
        ["_id"] = RowKeys.Of(entry.Workspace, entry.Id.Value),
        [Tables.ByCreated.Field] = RowKeys.At(entry.Time),
        ["workspace"] = entry.Workspace.Value,
        ["id"] = entry.Id.Value,
        ["connection"] = entry.Connection.Value,
        ["requestId"] = entry.RequestId,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["resourceType"] = entry.ResourceType,
        ["resourceId"] = Fields.Of(entry.ResourceId),
        ["status"] = entry.Status,
        ["scimType"] = entry.ScimType,
        ["detail"] = entry.Detail,
        ["duration"] = entry.Duration.Ticks,
        ["requestSize"] = entry.RequestSize,
        ["responseSize"] = entry.ResponseSize,
        ["dialect"] = Fields.Of(entry.Dialect),
        ["client"] = Fields.Of(entry.Client),
        ["request"] = entry.Request?.Json,
        ["requestCut"] = entry.Request?.Cut ?? false,
        ["response"] = entry.Response?.Json,
        ["responseCut"] = entry.Response?.Cut ?? false,
        ["unknownRole"] = entry.NamesUnknownRole,
        ["replayOf"] = Fields.Of(entry.ReplayOf?.Value),
        ["sealed"] = Fields.Of(entry.Sealed),
    };

    public static ProvisioningEntry Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new ProvisioningEntryId(row.Id("id")),
        Connection = new ConnectionId(row.Id("connection")),
        RequestId = row.Text("requestId"),
        Method = row.Text("method"),
        Path = row.Text("path"),
        ResourceType = row.TextOrNull("resourceType"),
        ResourceId = row.IdOrNull("resourceId"),
        Status = row["status"].AsInt32,
        ScimType = row.TextOrNull("scimType"),
        Detail = row.TextOrNull("detail"),
        Duration = new TimeSpan(row["duration"].AsInt64),
        RequestSize = row["requestSize"].AsInt64,
        ResponseSize = row["responseSize"].AsInt64,
        Dialect = row.Enum<Dialect>("dialect"),
        Client = row.Enum<ClientFamily>("client"),
        Request = BodyOf(row, "request", "requestCut"),
        Response = BodyOf(row, "response", "responseCut"),
        NamesUnknownRole = row["unknownRole"].AsBoolean,
        ReplayOf = row.IdOrNull("replayOf") is { } original ? new ProvisioningEntryId(original) : null,
        Sealed = row.Bytes("sealed"),
    };

    private static MaskedBody? BodyOf(BsonDocument row, string field, string cut) =>
        row.TextOrNull(field) is { } json ? new MaskedBody(json, row[cut].AsBoolean) : null;
}
