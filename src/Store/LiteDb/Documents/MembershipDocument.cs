using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>One row for both directions: the key leads by group, the index by member.</summary>
internal static class MembershipDocument
{
    public static string KeyOf(WorkspaceId workspace, GroupId group, MemberId member) =>
        RowKeys.Of(workspace, group.Value, member.Value);

    public static BsonDocument Of(Membership membership) => new()
    {
        ["_id"] = KeyOf(membership.Workspace, membership.Group, membership.Member),
        [Tables.ByMember.Field] =
            RowKeys.Of(membership.Workspace, membership.Member.Value, membership.Group.Value),
        ["workspace"] = membership.Workspace.Value,
        ["group"] = membership.Group.Value,
        ["member"] = membership.Member.Value,
        ["since"] = Fields.Of(membership.Since),
    };

    public static Membership Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")),
        new GroupId(row.Id("group")),
        new MemberId(row.Id("member")),
        row.Time("since"));
}
