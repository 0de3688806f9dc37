using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>What people decide about a connection that switches off many members at once.</summary>
public sealed class BreakerAdministration
{
    private readonly ChangeRunner changes;

    internal BreakerAdministration(ChangeRunner changes) => this.changes = changes;

    /// <summary>
    /// Lets every deactivation and deletion by the connection through for the next hour, uncounted, whether it is held
    /// or not; counting begins anew behind that. Done again, the hour begins again.
    /// </summary>
    /// <returns>The connection, or <see cref="FailureKind.NotFound"/>.</returns>
    public Task<Result<Committed<DirectoryConnection>>> ReleaseAsync(
        Call call, ConnectionId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.Connection,
            async change =>
            {
                var found = await DirectoryAdministration.FindAsync(change, id, etag: null, cancellationToken);
                if (!found.TryGet(out var connection, out var failure))
                {
                    return (Result<DirectoryConnection>)failure;
                }

                var until = change.Now + MassChangeBreaker.Window;
                var released = connection with
                {
                    Breaker = connection.Breaker with { Minutes = [], HeldSince = null, ReleasedUntil = until },
                };
                await change.Unit.Directories.UpdateConnectionAsync(released, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionBreakerReleased,
                    $"connection:{id}",
                    [],
                    [
                        new AuditChange("heldSince", Text(connection.Breaker.HeldSince), null),
                        new AuditChange("releasedUntil", Text(connection.Breaker.ReleasedUntil), Text(until)),
                    ],
                    cancellationToken);
                return released;
            },
            cancellationToken);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
