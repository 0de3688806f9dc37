using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Admin.Services;

internal sealed class MemberRpcs(MemberAdministration members, RoleTable roles, PageTokens pages)
    : MemberService.MemberServiceBase
{
    public override async Task<ListMembersResponse> ListMembers(ListMembersRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var cursor = pages.Open(context, call.Workspace, request);
        var page = (await members.ListAsync(
            call, FilterOf(request), cursor, size, context.CancellationToken)).OrThrow();
        return new ListMembersResponse
        {
            Members = { page.Items.Select(MemberMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, page.Next),
        };
    }

    public override async Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        var member = (await members.GetAsync(call, id, context.CancellationToken)).OrThrow();
        return new GetMemberResponse { Member = MemberMessages.Of(member) };
    }

    public override async Task<UpdateMemberRoleResponse> UpdateMemberRole(
        UpdateMemberRoleRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        if (request.Role.Length == 0)
        {
            throw Invalid.Required("role");
        }

        var changed = (await members.UpdateRoleAsync(
            call, id, request.Role, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new UpdateMemberRoleResponse { Member = MemberMessages.Of(changed.Value) }.With(call, changed);
    }

    public override async Task<UpdateMemberScopeResponse> UpdateMemberScope(
        UpdateMemberScopeRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        var scope = request.Scope ?? throw Invalid.Required("scope");
        if (scope.All && scope.Resources.Count > 0)
        {
            throw Invalid.Field("scope", "scope is either everything or a list of resources.");
        }

        var changed = (await members.UpdateScopeAsync(
            call,
            id,
            scope.All ? null : scope.Resources,
            FieldValues.Etag(request.Etag),
            context.CancellationToken)).OrThrow();
        return new UpdateMemberScopeResponse { Member = MemberMessages.Of(changed.Value) }.With(call, changed);
    }

    public override async Task<DeactivateMemberResponse> DeactivateMember(
        DeactivateMemberRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        var changed = (await members.DeactivateAsync(
            call, id, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new DeactivateMemberResponse { Member = MemberMessages.Of(changed.Value) }.With(call, changed);
    }

    public override async Task<ReactivateMemberResponse> ReactivateMember(
        ReactivateMemberRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        var changed = (await members.ReactivateAsync(
            call, id, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new ReactivateMemberResponse { Member = MemberMessages.Of(changed.Value) }.With(call, changed);
    }

    public override async Task<RemoveMemberResponse> RemoveMember(
        RemoveMemberRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Member(call, request.Member);
        var removed = (await members.RemoveAsync(
            call, id, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new RemoveMemberResponse { Member = Names.Of(call.Workspace, removed.Value) }.With(call, removed);
    }

    private MemberFilter FilterOf(ListMembersRequest request)
    {
        Domain.Members.MemberState? state = request.State == MemberState.Unspecified
            ? null
            : MemberMessages.Read(request.State).OrThrow();
        return new MemberFilter(state, RoleOf(request.Role), FieldValues.NullIfEmpty(request.UserName));
    }

    private RoleName? RoleOf(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        return roles.TryFind(name, out var role)
            ? role.Name
            : throw Invalid.Field("role", "No role has this name; WorkspaceService.ListRoles tells which there are.");
    }
}
