using System.Net;
using Grpc.Core;
using TeamAccess.Admin.V1;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>
/// A client as the guides want it: waits a random time before it tries the next node, and for its answer, both longer each
/// time; names its gRPC requests, and takes a userName that is there after an unanswered try for its own.
/// </summary>
/// <param name="patience">How long it waits for the first answer.</param>
internal sealed class RetryingClient(IReadOnlyList<Node> nodes, Metadata owner, TimeSpan patience)
{
    private const int MaxTries = 40;

    /// <returns>Null when it is done; otherwise what no retry has cured.</returns>
    public async Task<string?> CreateUserAsync(string userName)
    {
        var told = "";
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            await PauseAsync(attempt);
            using var limit = new CancellationTokenSource(PatienceAt(attempt));
            try
            {
                using var answer = await nodes[attempt % nodes.Count].Scim.PostUserAsync(userName, limit.Token);
                switch (answer.StatusCode)
                {
                    case HttpStatusCode.Created:
                    case HttpStatusCode.Conflict when attempt > 0:
                        return null;
                    case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null:
                        told = "503";
                        break;
                    default:
                        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(limit.Token)}";
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                told = e.Message;
            }
        }

        return told;
    }

    /// <summary>Makes a key and revokes it again: a member has so many live ones and no more.</summary>
    /// <inheritdoc cref="CreateUserAsync"/>
    public async Task<string?> CreateKeyAsync(string displayName)
    {
        var id = "";
        return await CallAsync(async (keys, deadline) => id = (await keys.CreateApiKeyAsync(
                new CreateApiKeyRequest { DisplayName = displayName, RequestId = displayName }, owner, deadline)).ApiKey.Id)
            ?? await CallAsync(async (keys, deadline) => await keys.RevokeApiKeyAsync(
                new RevokeApiKeyRequest { ApiKey = id, RequestId = displayName }, owner, deadline));
    }

    private async Task<string?> CallAsync(Func<ApiKeyService.ApiKeyServiceClient, DateTime, Task> call)
    {
        var told = "";
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            await PauseAsync(attempt);
            try
            {
                await call(nodes[attempt % nodes.Count].Keys(), TimeProvider.System.GetUtcNow().UtcDateTime + PatienceAt(attempt));
                return null;
            }
            catch (RpcException e) when (
                e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled
                || IsCutOff(e))
            {
                told = $"{e.StatusCode} {e.Status.Detail}";
            }
            catch (RpcException e)
            {
                return $"{e.StatusCode} {e.Status.Detail}";
            }
        }

        return told;
    }

    // What a call that had begun is told when its connection ends: the client's own word, not the server's.
    private static bool IsCutOff(RpcException e) =>
        e.Status.DebugException is HttpRequestException or IOException;

    private TimeSpan PatienceAt(int attempt) => patience * (1 << Math.Min(attempt, 6));

    private static Task PauseAsync(int attempt) => attempt == 0
        ? Task.CompletedTask
        : Task.Delay(Random.Shared.Next(10, 50 << Math.Min(attempt, 6)));
}
