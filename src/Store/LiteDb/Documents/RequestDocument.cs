using LiteDB;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class RequestDocument
{
    public static string KeyOf(string key) => TextHash.Of(key);

    public static BsonDocument Of(IdempotencyRecord record) => new()
    {
        ["_id"] = KeyOf(record.Key),
        [Tables.ByCreated.Field] = RowKeys.At(record.Created),
        ["key"] = record.Key,
        ["fingerprint"] = Fields.Of(record.Fingerprint),
        ["result"] = record.Result,
        ["revision"] = record.Revision,
        ["auditSequence"] = record.AuditSequence,
        ["created"] = Fields.Of(record.Created),
    };

    public static IdempotencyRecord Read(BsonDocument row) => new(
        row.Text("key"),
        row.Bytes("fingerprint"),
        row.Text("result"),
        row["revision"].AsInt64,
        row["auditSequence"].AsInt64,
        row.Time("created"));
}
