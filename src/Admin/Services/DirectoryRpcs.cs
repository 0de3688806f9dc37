using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using Dialect = TeamAccess.Protocol.Dialect;

namespace TeamAccess.Admin.Services;

internal sealed partial class DirectoryRpcs(
    DirectoryAdministration directories,
    DirectoryCredentialAdministration credentials,
    RoleMappingAdministration mappings,
    SelfTestAdministration selfTests,
    BreakerAdministration breakers,
    ProvisioningLog log,
    RequestReplay replays,
    PageTokens pages)
    : DirectoryService.DirectoryServiceBase
{
    public override async Task<CreateConnectionResponse> CreateConnection(
        CreateConnectionRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = new NewConnection(
            request.DisplayName,
            request.Dialect == V1.Dialect.Unspecified
                ? Dialect.Compatible
                : DirectoryMessages.Read(request.Dialect).OrThrow(),
            FieldValues.NullIfEmpty(request.DefaultRole),
            FieldValues.NullIfEmpty(request.RoleCeiling))
        {
            AllowedRoles = [.. request.AllowedRoles],
        };
        var created = (await directories.CreateConnectionAsync(call, wanted, context.CancellationToken)).OrThrow();
        return new CreateConnectionResponse { Connection = DirectoryMessages.Of(created.Value) }.With(call, created);
    }

    public override async Task<GetConnectionResponse> GetConnection(
        GetConnectionRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var found = (await directories.GetConnectionAsync(call, id, context.CancellationToken)).OrThrow();
        return new GetConnectionResponse { Connection = DirectoryMessages.Of(found) };
    }

    public override async Task<ListConnectionsResponse> ListConnections(
        ListConnectionsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var after = pages.Open(context, call.Workspace, request);
        var all = (await directories.ListConnectionsAsync(call, context.CancellationToken)).OrThrow();
        var slice = Slice.OfWhole(all, after, size, connection => connection.Id.ToString());
        return new ListConnectionsResponse
        {
            Connections = { slice.Items.Select(DirectoryMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<UpdateConnectionResponse> UpdateConnection(
        UpdateConnectionRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = request.Connection ?? throw Invalid.Required("connection");
        var id = Named.Connection(call, wanted.Name.Length > 0 ? wanted.Name : wanted.Id, "connection.name");
        var mask = Mask.Of(
            request.UpdateMask,
            wanted,
            "display_name",
            "dialect",
            "default_role",
            "role_ceiling",
            "paused",
            "allowed_roles",
            "breaker_max_members",
            "breaker_max_percent");
        var changes = new ConnectionChanges(
            mask.Has("display_name") ? wanted.DisplayName : null,
            mask.Has("dialect") ? DirectoryMessages.Read(wanted.Dialect).OrThrow() : default(Dialect?),
            mask.Has("default_role") ? wanted.DefaultRole : null,
            mask.Has("role_ceiling") ? wanted.RoleCeiling : null,
            mask.Has("paused") ? wanted.Paused : null)
        {
            AllowedRoles = mask.Has("allowed_roles") ? [.. wanted.AllowedRoles] : null,
            BreakerMaxMembers = BreakerMessages.MaxMembersOf(mask, wanted),
            BreakerMaxPercent = BreakerMessages.MaxPercentOf(mask, wanted),
        };
        var updated = (await directories.UpdateConnectionAsync(
            call, id, changes, FieldValues.Etag(wanted.Etag, "connection.etag"), context.CancellationToken)).OrThrow();
        return new UpdateConnectionResponse { Connection = DirectoryMessages.Of(updated.Value) }.With(call, updated);
    }

    public override async Task<DeleteConnectionResponse> DeleteConnection(
        DeleteConnectionRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var removed = (await directories.RemoveConnectionAsync(
            call, id, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new DeleteConnectionResponse { Connection = Names.Of(call.Workspace, removed.Value) }
            .With(call, removed);
    }

    public override async Task<CreateConnectionTokenResponse> CreateConnectionToken(
        CreateConnectionTokenRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var expires = FieldValues.Time(request.ExpireTime, "expire_time");
        var issued = (await directories.CreateTokenAsync(call, id, expires, context.CancellationToken)).OrThrow();
        return new CreateConnectionTokenResponse
        {
            ConnectionToken = DirectoryMessages.Of(issued.Value.Token),
            Token = ChangeAnswers.SecretOf(call, issued.Value.Secret),
        }.With(call, issued);
    }

    public override async Task<ListConnectionTokensResponse> ListConnectionTokens(
        ListConnectionTokensRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var id = Named.Connection(call, request.Connection);
        var after = pages.Open(context, call.Workspace, request);
        var all = (await directories.ListTokensAsync(call, id, context.CancellationToken)).OrThrow();
        var slice = Slice.OfWhole(all, after, size, token => token.Id.ToString());
        return new ListConnectionTokensResponse
        {
            ConnectionTokens = { slice.Items.Select(DirectoryMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<RevokeConnectionTokenResponse> RevokeConnectionToken(
        RevokeConnectionTokenRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ConnectionToken(call, request.ConnectionToken);
        var revoked = (await directories.RevokeTokenAsync(call, id, context.CancellationToken)).OrThrow();
        return new RevokeConnectionTokenResponse { ConnectionToken = DirectoryMessages.Of(revoked.Value) }
            .With(call, revoked);
    }

    public override async Task<CreateRoleMappingResponse> CreateRoleMapping(
        CreateRoleMappingRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var connection = Named.Connection(call, request.Connection);
        var wanted = request.SubjectCase switch
        {
            CreateRoleMappingRequest.SubjectOneofCase.Group =>
                new NewRoleMapping(connection, Named.Group(call, request.Group), null, request.Role),
            CreateRoleMappingRequest.SubjectOneofCase.GroupDisplayName =>
                new NewRoleMapping(connection, null, request.GroupDisplayName, request.Role),
            CreateRoleMappingRequest.SubjectOneofCase.None => throw Invalid.Required("group"),
        };
        var created = (await mappings.CreateAsync(call, wanted, context.CancellationToken)).OrThrow();
        return new CreateRoleMappingResponse { RoleMapping = DirectoryMessages.Of(created.Value) }.With(call, created);
    }

    public override async Task<ListRoleMappingsResponse> ListRoleMappings(
        ListRoleMappingsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        Domain.ConnectionId? connection =
            request.Connection.Length == 0 ? null : Named.Connection(call, request.Connection);
        var after = pages.Open(context, call.Workspace, request);
        var all = (await mappings.ListAsync(call, connection, context.CancellationToken)).OrThrow();
        var slice = Slice.OfWhole(all, after, size, mapping => mapping.Id.ToString());
        return new ListRoleMappingsResponse
        {
            RoleMappings = { slice.Items.Select(DirectoryMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<UpdateRoleMappingResponse> UpdateRoleMapping(
        UpdateRoleMappingRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = request.RoleMapping ?? throw Invalid.Required("role_mapping");
        var id = Named.RoleMapping(call, wanted.Name.Length > 0 ? wanted.Name : wanted.Id, "role_mapping.name");
        var mask = Mask.Of(request.UpdateMask, wanted, "role", "paused");
        var updated = (await mappings.UpdateAsync(
            call,
            id,
            mask.Has("role") ? wanted.Role : null,
            mask.Has("paused") ? wanted.Paused : null,
            context.CancellationToken)).OrThrow();
        return new UpdateRoleMappingResponse { RoleMapping = DirectoryMessages.Of(updated.Value) }.With(call, updated);
    }

    public override async Task<DeleteRoleMappingResponse> DeleteRoleMapping(
        DeleteRoleMappingRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.RoleMapping(call, request.RoleMapping);
        var removed = (await mappings.RemoveAsync(call, id, context.CancellationToken)).OrThrow();
        return new DeleteRoleMappingResponse { RoleMapping = Names.Of(call.Workspace, removed.Value) }
            .With(call, removed);
    }
}
