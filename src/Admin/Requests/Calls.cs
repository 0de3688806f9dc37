using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using TeamAccess.Admin.Auth;
using TeamAccess.Admin.Failures;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Requests;

/// <summary>
/// Makes the domain's <see cref="Call"/> of a request: who asks comes from the credential, never from the message.
/// </summary>
internal static class Calls
{
    /// <summary>For a request about the credential's own workspace; only an operator names another.</summary>
    /// <exception cref="RpcException">PERMISSION_DENIED for another workspace, whether it exists or not.</exception>
    public static Call CallOf(this ServerCallContext context, IWorkspaceRequest request) =>
        context.CallOf(request, request.Workspace);

    /// <inheritdoc cref="CallOf(ServerCallContext, IWorkspaceRequest)"/>
    public static Call CallOf(this ServerCallContext context, IMessage request, string workspace)
    {
        var actor = ActorOf(context);
        var named = Read(workspace);
        if (actor.Home is not { } home)
        {
            return Create(
                context, request, actor, named ?? throw Invalid.Required("workspace"));
        }

        return named is { } other && other != home
            ? throw OtherWorkspace()
            : Create(context, request, actor, home);
    }

    /// <summary>
    /// For what operators and tenant admins do to any workspace of theirs; the domain checks that they may.
    /// </summary>
    public static Call CallAcross(this ServerCallContext context, IMessage request, string workspace)
    {
        var actor = ActorOf(context);
        return Create(
            context, request, actor, Read(workspace) ?? actor.Home ?? throw Invalid.Required("workspace"));
    }

    /// <summary>For what is about no workspace in particular.</summary>
    public static Call CallOutside(this ServerCallContext context, IMessage request)
    {
        var actor = ActorOf(context);
        return Create(context, request, actor, actor.Home ?? new WorkspaceId(""));
    }

    /// <summary>
    /// What a caller learns of a workspace not theirs: nothing, not even whether it is there (AIP-211).
    /// </summary>
    public static RpcException OtherWorkspace() => RpcStatus.ToException(
        new Failure(
            FailureKind.PermissionDenied, "The credential has no access to that workspace (or it might not exist).")
        {
            Reason = "OTHER_WORKSPACE",
        });

    private static Actor ActorOf(ServerCallContext context) => AdminCaller.Of(context.GetHttpContext()).Actor;

    private static WorkspaceId? Read(string workspace)
    {
        if (workspace.Length == 0)
        {
            return null;
        }

        return WorkspaceId.TryParse(workspace, out var id)
            ? id
            : throw Invalid.Field("workspace", "A workspace is named by its id or as workspaces/{id}.");
    }

    private static Call Create(ServerCallContext context, IMessage request, Actor actor, WorkspaceId workspace)
    {
        var http = context.GetHttpContext();
        var call = new Call(
            actor, workspace, Door.Grpc, RequestId.Of(http), http.Connection.RemoteIpAddress?.ToString());
        return request is IChangeRequest change
            ? call with { ValidateOnly = change.ValidateOnly, Repeat = RepeatOf(context.Method, change) }
            : call;
    }

    private static RepeatKey? RepeatOf(string method, IChangeRequest request)
    {
        var id = request.RequestId;
        if (id.Length == 0)
        {
            return null;
        }

        request.RequestId = "";
        var fingerprint = SHA256.HashData(request.ToByteArray());
        request.RequestId = id;
        return new RepeatKey(method, id, fingerprint);
    }
}
