using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class ImportDocument
{
    public static BsonDocument Of(BegunImport begun) => new()
    {
        ["_id"] = RowKeys.Of(begun.Workspace),
        ["workspace"] = begun.Workspace.Value,
        ["archive"] = begun.Archive,
        ["attempt"] = begun.Attempt,
        ["begun"] = Fields.Of(begun.Begun),
        ["lastStored"] = Fields.Of(begun.LastStored),
        ["rows"] = begun.Rows,
        ["isAbandoned"] = begun.IsAbandoned,
    };

    public static BegunImport Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Archive = row.Text("archive"),
        Attempt = row.Id("attempt"),
        Begun = row.Time("begun"),
        LastStored = row.Time("lastStored"),
        Rows = row["rows"].AsInt64,
        IsAbandoned = row["isAbandoned"].AsBoolean,
    };
}
