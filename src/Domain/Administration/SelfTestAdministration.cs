using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Tries a connection's settings with what identity providers really send.</summary>
public sealed class SelfTestAdministration : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly ISelfTestSandbox? sandbox;

    // A sandbox takes memory, a file and some seconds: one at a time is enough for people who wait for it.
    private readonly SemaphoreSlim turn = new(1);

    internal SelfTestAdministration(IStore store, ReadGuard guard, ISelfTestSandbox? sandbox) =>
        (this.store, this.guard, this.sandbox) = (store, guard, sandbox);

    /// <param name="provider">Whose flow to play; empty for every one that is known.</param>
    /// <returns>
    /// The steps, or: no such connection (<see cref="FailureKind.NotFound"/>) or provider (<see
    /// cref="FailureKind.InvalidValue"/>), a host without a sandbox (<see cref="FailureKind.FailedPrecondition"/>), or another
    /// test that runs, or one that took too long (<see cref="FailureKind.Unavailable"/>).
    /// </returns>
    public async Task<Result<IReadOnlyList<SelfTestStep>>> RunAsync(
        Call call, ConnectionId id, string provider, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryManage, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        if (await store.FindConnectionAsync(call.Workspace, id, cancellationToken) is not { } connection)
        {
            return Failure.NotFound("Connection", id.ToString());
        }

        if (sandbox is null)
        {
            return new Failure(FailureKind.FailedPrecondition, "This server has no sandbox to run self-tests in.");
        }

        if (provider.Length > 0 && !sandbox.Providers.Contains(provider, StringComparer.Ordinal))
        {
            return Failure.InvalidValue(
                "provider", $"The provider is one of {string.Join(", ", sandbox.Providers)}, or empty for all of them.");
        }

        var subject = new SelfTestSubject(connection, await MappingsOfAsync(connection, cancellationToken));
        return await PlayAsync(
            sandbox, subject, provider.Length > 0 ? [provider] : sandbox.Providers, cancellationToken);
    }

    public void Dispose() => turn.Dispose();

    private async Task<Result<IReadOnlyList<SelfTestStep>>> PlayAsync(
        ISelfTestSandbox playground, SelfTestSubject subject, IReadOnlyList<string> providers, CancellationToken cancellationToken)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return new Failure(FailureKind.Unavailable, "Another self-test is running. Try again when it has ended.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return Result.Of(await playground.PlayAsync(subject, providers, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Failure(FailureKind.Unavailable, "The self-test took too long. Try it with one provider.");
        }
        finally
        {
            turn.Release();
        }
    }

    private Task<List<SelfTestMapping>> MappingsOfAsync(
        DirectoryConnection connection, CancellationToken cancellationToken) => store.ReadAsync(
        async reader =>
        {
            var mappings = new List<SelfTestMapping>();
            var all = await reader.Directories.ListMappingsAsync(connection.Workspace, cancellationToken);
            foreach (var mapping in all.Where(each => each.Connection == connection.Id))
            {
                var name = mapping.Group is { } group
                    ? (await reader.Groups.FindAsync(connection.Workspace, group, cancellationToken))?.DisplayName
                    : mapping.GroupDisplayName;
                if (name is not null)
                {
                    mappings.Add(new SelfTestMapping(name, mapping.Role, mapping.Paused));
                }
            }

            return mappings;
        },
        cancellationToken);
}
