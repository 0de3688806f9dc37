using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Requests;
using TeamAccess.Domain;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Admin.Messages;

internal static class PreviewMessages
{
    public static WantedMapping Read(Call call, V1.RoleMappingPlan? plan) => plan?.ChangeCase switch
    {
        V1.RoleMappingPlan.ChangeOneofCase.Create => new WantedMapping.Created(Read(call, plan.Create)),
        V1.RoleMappingPlan.ChangeOneofCase.Update => new WantedMapping.Updated(
            Named.RoleMapping(call, plan.Update.RoleMapping, "plan.update.role_mapping"),
            plan.Update.HasRole ? plan.Update.Role : null,
            plan.Update.HasPaused ? plan.Update.Paused : null),
        V1.RoleMappingPlan.ChangeOneofCase.Delete => new WantedMapping.Removed(
            Named.RoleMapping(call, plan.Delete, "plan.delete")),
        _ => throw Invalid.Required("plan"),
    };

    public static V1.PreviewMappingResponse Of(MappingEffects effects) => new()
    {
        Members = { effects.Members.Select(Of) },
        Raised = effects.Counts.Raised,
        Lowered = effects.Counts.Lowered,
        Same = effects.Counts.Same,
        Roles =
        {
            effects.Roles.Select(role => new V1.RoleCount
            {
                Role = role.Role.Value,
                Before = role.Before,
                After = role.After,
            }),
        },
        Owner = effects.Owner is { } owner ? Of(owner) : null,
        ActiveMembers = effects.ActiveMembers,
        Revision = effects.Revision,
    };

    private static NewRoleMapping Read(Call call, V1.RoleMapping wanted)
    {
        var connection = Named.Connection(call, wanted.Connection, "plan.create.connection");
        if (wanted.Group.Length > 0 && wanted.GroupDisplayName.Length > 0)
        {
            throw Invalid.Field("plan.create.group", "Name the group by its id or by its displayName, not by both.");
        }

        if (wanted.Group.Length + wanted.GroupDisplayName.Length == 0)
        {
            throw Invalid.Required("plan.create.group");
        }

        GroupId? group = wanted.Group.Length > 0 ? Named.Group(call, wanted.Group) : null;
        return new NewRoleMapping(connection, group, group is null ? wanted.GroupDisplayName : null, wanted.Role);
    }

    private static V1.RoleMove Of(RoleMove move) => new()
    {
        Member = Names.Of(move.After.Workspace, move.After.Id),
        FromRole = move.Before.Role.Value,
        ToRole = move.After.Role.Value,
        FromDirectoryRole = move.Before.DirectoryRole?.Value ?? "",
        ToDirectoryRole = move.After.DirectoryRole?.Value ?? "",
        LocalRoleEnds = move.Before.LocalRole is not null && move.After.LocalRole is null,
        ScopeEnds = move.Before.Scope is not null && move.After.Scope is null,
    };
}
