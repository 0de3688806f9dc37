using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using Stored = TeamAccess.Domain.Workspaces.Workspace;

namespace TeamAccess.Admin.Messages;

internal static class WorkspaceMessages
{
    public static V1.Workspace Of(Stored workspace) => new()
    {
        Name = Names.Of(workspace.Id),
        Id = workspace.Id.Value,
        Tenant = Names.Of(workspace.Tenant),
        DisplayName = workspace.DisplayName,
        Owner = Names.Of(workspace.Id, workspace.Owner),
        VacantSince = Times.Of(workspace.VacantSince),
        SeatLimit = workspace.SeatLimit ?? 0,
        DepartedKeyPolicy = Of(workspace.DepartedKeys),
        SuspendGraceDays = workspace.SuspendGraceDays,
        CreateTime = Times.Of(workspace.Created),
        Etag = Requests.FieldValues.EtagOf(workspace.Version),
    };

    public static V1.WorkspaceUsage UsageOf(WorkspaceHead head) =>
        new() { Members = head.Members, ActiveMembers = head.ActiveMembers, Groups = head.Groups };

    public static V1.DepartedKeyPolicy Of(DepartedKeyPolicy policy) => policy switch
    {
        DepartedKeyPolicy.Revoke => V1.DepartedKeyPolicy.Revoke,
        DepartedKeyPolicy.Suspend => V1.DepartedKeyPolicy.Suspend,
        DepartedKeyPolicy.Keep => V1.DepartedKeyPolicy.Keep,
    };

    public static Result<DepartedKeyPolicy> Read(V1.DepartedKeyPolicy policy) => policy switch
    {
        V1.DepartedKeyPolicy.Revoke => DepartedKeyPolicy.Revoke,
        V1.DepartedKeyPolicy.Suspend => DepartedKeyPolicy.Suspend,
        V1.DepartedKeyPolicy.Keep => DepartedKeyPolicy.Keep,
        _ => Failure.InvalidValue("departed_key_policy", "The policy is one of the named ones."),
    };
}
