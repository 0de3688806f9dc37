using System.Globalization;
using Microsoft.AspNetCore.Http;
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
/// Stands before every endpoint, after authorization and before anything of the body is read: the connection's rate, and
/// the <see cref="ScimCaller"/> that binding hands out.
/// </summary>
internal sealed class Admission(IStore store, RateLimits rates, TokenUses uses)
{
    /// <returns>False when the request was answered here.</returns>
    public async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        if (ActorIdentity.Of(context.User) is not Actor.Connection actor)
        {
            return true;
        }

        // What a request dispatches itself was counted when that request came in; a replay presents no token.
        var isDispatched = context.Features.Get<DispatchedRequest>() is not null;
        if (!isDispatched && !rates.TryTake(actor.Id, out var wait))
        {
            context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await ErrorBody.WriteAsync(
                context,
                StatusCodes.Status429TooManyRequests,
                "This connection sends more requests than it may. Wait, then go on.");
            return false;
        }

        var connection = await store.FindConnectionAsync(actor.Workspace, actor.Id, context.RequestAborted);
        if (connection is null)
        {
            await ErrorBody.WriteAsync(
                context, new Failure(FailureKind.Unauthenticated, "The connection of this token was removed."));
            return false;
        }

        if (!isDispatched)
        {
            await uses.NoteAsync(actor, context.RequestAborted);
        }

        var call = new Call(
            actor, actor.Workspace, Door.Scim, context.TraceIdentifier, context.Connection.RemoteIpAddress?.ToString());
        context.Features.Set(new ScimCaller(call, connection.Dialect));
        return true;
    }
}
