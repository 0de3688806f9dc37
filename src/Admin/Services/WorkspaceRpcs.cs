using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Admin.Services;

internal sealed class WorkspaceRpcs(WorkspaceAdministration workspaces, RoleTable roles, PageTokens pages)
    : WorkspaceService.WorkspaceServiceBase
{
    public override async Task<CreateWorkspaceResponse> CreateWorkspace(
        CreateWorkspaceRequest request, ServerCallContext context)
    {
        if (!WorkspaceId.TryParse(request.WorkspaceId, out var id) || id.Value != request.WorkspaceId)
        {
            throw Invalid.Field("workspace_id", "workspace_id has 1 to 63 of a-z, 0-9 and -, not at its ends.");
        }

        var call = context.CallAcross(request, request.WorkspaceId);
        var wanted = new NewWorkspace(
            id,
            Named.Tenant(request.Tenant),
            request.DisplayName,
            request.OwnerUserName,
            new OwnerName(
                FieldValues.NullIfEmpty(request.OwnerDisplayName),
                FieldValues.NullIfEmpty(request.OwnerGivenName),
                FieldValues.NullIfEmpty(request.OwnerFamilyName)),
            SeatsOf(request.SeatLimit));
        var created = (await workspaces.CreateAsync(call, wanted, context.CancellationToken)).OrThrow();
        return new CreateWorkspaceResponse
        {
            Workspace = WorkspaceMessages.Of(created.Value.Workspace),
            Owner = Names.Of(id, created.Value.Owner.Id),
            OwnerToken = ChangeAnswers.SecretOf(call, created.Value.OwnerToken),
        }.With(call, created);
    }

    public override async Task<GetWorkspaceResponse> GetWorkspace(
        GetWorkspaceRequest request, ServerCallContext context)
    {
        var view = (await workspaces.GetAsync(context.CallOf(request), context.CancellationToken)).OrThrow();
        return new GetWorkspaceResponse
        {
            Workspace = WorkspaceMessages.Of(view.Workspace),
            Usage = WorkspaceMessages.UsageOf(view.Head),
            Revision = view.Head.Revision,
        };
    }

    public override async Task<ListWorkspacesResponse> ListWorkspaces(
        ListWorkspacesRequest request, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        var size = PageTokens.SizeOf(request);
        var after = pages.Open(context, call.Workspace, request);
        var read = (await workspaces.ListAsync(
            call,
            Named.Tenant(request.Tenant),
            after is null ? null : new WorkspaceId(after),
            size + 1,
            context.CancellationToken)).OrThrow();
        var slice = Slice.Of(read, size, workspace => workspace.Id.Value);
        return new ListWorkspacesResponse
        {
            Workspaces = { slice.Items.Select(WorkspaceMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<UpdateWorkspaceResponse> UpdateWorkspace(
        UpdateWorkspaceRequest request, ServerCallContext context)
    {
        var wanted = request.Workspace ?? throw Invalid.Required("workspace");
        var call = context.CallOf(request, wanted.Name.Length > 0 ? wanted.Name : wanted.Id);
        var mask = Mask.Of(
            request.UpdateMask, wanted, "display_name", "seat_limit", "departed_key_policy", "suspend_grace_days");
        var changes = new WorkspaceChanges(
            mask.Has("display_name") ? wanted.DisplayName : null,
            mask.Has("departed_key_policy")
                ? WorkspaceMessages.Read(wanted.DepartedKeyPolicy).OrThrow()
                : default(Domain.Keys.DepartedKeyPolicy?),
            mask.Has("suspend_grace_days") ? wanted.SuspendGraceDays : null,
            mask.Has("seat_limit") ? new Setting<int?>(SeatsOf(wanted.SeatLimit)) : null);
        var updated = (await workspaces.UpdateAsync(
            call, changes, FieldValues.Etag(wanted.Etag), context.CancellationToken)).OrThrow();
        return new UpdateWorkspaceResponse { Workspace = WorkspaceMessages.Of(updated.Value) }.With(call, updated);
    }

    public override Task<ListRolesResponse> ListRoles(ListRolesRequest request, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        var size = PageTokens.SizeOf(request);
        var after = pages.Open(context, call.Workspace, request);
        var rest = roles.Roles
            .SkipWhile(role => after is not null && role.Name.Value != after)
            .Skip(after is null ? 0 : 1);
        var slice = Slice.Of(rest.Take(size + 1).ToList(), size, role => role.Name.Value);
        return Task.FromResult(new ListRolesResponse
        {
            Roles = { slice.Items.Select(role => RoleMessages.Of(roles, role)) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        });
    }

    private static int? SeatsOf(int limit) => limit == 0 ? null : limit;
}
