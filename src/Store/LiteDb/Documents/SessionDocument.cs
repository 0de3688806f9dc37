using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Sessions;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class SessionDocument
{
    public static BsonDocument Of(Session session) => new()
    {
        ["_id"] = RowKeys.Of(session.Id.Value),
        [Tables.ByMember.Field] = RowKeys.Of(session.Workspace, session.Member.Value, session.Id.Value),
        ["workspace"] = session.Workspace.Value,
        ["id"] = session.Id.Value,
        ["member"] = session.Member.Value,
        ["secretHash"] = Fields.Of(session.SecretHash),
        ["created"] = Fields.Of(session.Created),
        ["expires"] = Fields.Of(session.Expires),
    };

    public static Session Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")),
        new SessionId(row.Id("id")),
        new MemberId(row.Id("member")),
        row.Bytes("secretHash"),
        row.Time("created"),
        row.Time("expires"));
}
