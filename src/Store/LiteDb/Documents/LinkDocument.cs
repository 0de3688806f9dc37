using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>One row for both directions: the key leads by the parent, the index by the child.</summary>
internal static class LinkDocument
{
    public static string KeyOf(WorkspaceId workspace, GroupId parent, GroupId child) =>
        RowKeys.Of(workspace, parent.Value, child.Value);

    public static BsonDocument Of(GroupLink link) => new()
    {
        ["_id"] = KeyOf(link.Workspace, link.Parent, link.Child),
        [Tables.ByChild.Field] = RowKeys.Of(link.Workspace, link.Child.Value, link.Parent.Value),
        ["workspace"] = link.Workspace.Value,
        ["parent"] = link.Parent.Value,
        ["child"] = link.Child.Value,
        ["since"] = Fields.Of(link.Since),
    };

    public static GroupLink Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")),
        new GroupId(row.Id("parent")),
        new GroupId(row.Id("child")),
        row.Time("since"));
}
