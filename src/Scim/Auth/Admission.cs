using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Limits;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Auth;

/// <summary>
/// Stands before every endpoint, after authorization and before anything of the body is read: the caller's rate, and
/// the <see cref="ScimCaller"/> that binding hands out.
/// </summary>
internal sealed class Admission(IStore store, RateLimits rates, TokenUses uses)
{
    /// <returns>False when the request was answered here.</returns>
    public ValueTask<bool> AdmitAsync(HttpContext context) => ActorIdentity.Of(context.User) switch
    {
        var actor when IsForOthers(context, actor) is { } audience => RefuseAsync(context, audience),
        Actor.Connection connection => AdmitConnectionAsync(context, connection),
        Actor.SignedIn member => AdmitMemberAsync(context, member),
        _ => ValueTask.FromResult(true),
    };

    // What comes from a socket was authorized before; what is dispatched from within was not.
    private static ScimAudience? IsForOthers(HttpContext context, Actor? actor) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAllowAnonymous>() is null
        && metadata.GetMetadata<ScimAudience>() is { } audience
        && !audience.Admits(actor)
            ? audience
            : null;

    private static async ValueTask<bool> RefuseAsync(HttpContext context, ScimAudience audience)
    {
        await ErrorBody.WriteAsync(context, StatusCodes.Status403Forbidden, audience.Refusal);
        return false;
    }

    private async ValueTask<bool> AdmitConnectionAsync(HttpContext context, Actor.Connection actor)
    {
        if (!await IsWithinRateAsync(context, actor.Id.Value, "This connection sends"))
        {
            return false;
        }

        var connection = await store.FindConnectionAsync(actor.Workspace, actor.Id, context.RequestAborted);
        if (connection is null)
        {
            await ErrorBody.WriteAsync(
                context, new Failure(FailureKind.Unauthenticated, "The connection of this token was removed."));
            return false;
        }

        // A replay, and what a bulk request dispatches, presents no token of its own.
        if (context.Features.Get<DispatchedRequest>() is null)
        {
            await uses.NoteAsync(actor, context.RequestAborted);
        }

        context.Features.Set(new ScimCaller(CallOf(context, actor, actor.Workspace), connection.Dialect));
        return true;
    }

    // No identity provider's quirks are to be expected here, and a member should hear of a slip rather than lose what they wrote.
    private async ValueTask<bool> AdmitMemberAsync(HttpContext context, Actor.SignedIn actor)
    {
        if (!await IsWithinRateAsync(context, actor.Member.Value, "You send"))
        {
            return false;
        }

        context.Features.Set(new ScimCaller(CallOf(context, actor, actor.Workspace), Dialect.Strict));
        return true;
    }

    private async ValueTask<bool> IsWithinRateAsync(HttpContext context, Guid caller, string whoSends)
    {
        // What a request dispatches itself was counted when that request came in.
        if (context.Features.Get<DispatchedRequest>() is not null || rates.TryTake(caller, out var wait))
        {
            return true;
        }

        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await ErrorBody.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            $"{whoSends} more requests than allowed. Wait, then go on.");
        return false;
    }

    private static Call CallOf(HttpContext context, Actor actor, WorkspaceId workspace) =>
        new(actor, workspace, Door.Scim, context.TraceIdentifier, context.Connection.RemoteIpAddress?.ToString());
}
