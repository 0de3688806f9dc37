using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol.Json;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Dispatch;

namespace TeamAccess.Scim.RequestLog;

/// <summary>Sends a request of the log to the endpoints again.</summary>
internal sealed class DispatchReplay(ScimDispatch dispatch, IServiceScopeFactory scopes) : IRequestReplay
{
    public async Task<ProvisioningEntry?> RunAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var origin = new DispatchOrigin(
            scope.ServiceProvider,
            new ClaimsPrincipal(new ActorIdentity(run.Actor)),
            run.RequestId,
            IPAddress.TryParse(run.Address, out var address) ? address : null);
        var mark = new ReplayMark(run.Id, run.Original.Id);
        var request = new DispatchedRequest(
            run.Original.Method, run.Request.Path, BodyOf(run.Request), run.Request.IfMatch)
        {
            Replay = mark,
        };
        await dispatch.SendAsync(request, origin, cancellationToken);
        return mark.Entry;
    }

    private static JsonObject? BodyOf(StoredRequest request) => request.Body is null
        ? null
        : ScimJson.ParseObject(Encoding.UTF8.GetBytes(request.Body)).TryGet(out var json, out var failure)
            ? json
            : throw new InvalidOperationException($"A request that was kept cannot be read any more: {failure.Detail}");
}
