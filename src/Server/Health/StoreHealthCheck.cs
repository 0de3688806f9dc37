using Microsoft.Extensions.Diagnostics.HealthChecks;
using TeamAccess.Store;

namespace TeamAccess.Server.Health;

/// <summary>
/// Ready while the store takes writes. The reason is for the log; the endpoint says only that it is not ready.
/// </summary>
internal sealed class StoreHealthCheck(IStoreHealth store) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var status = store.Status;
        return Task.FromResult(status.IsReady
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"The store is {status.State}: {status.Reason}"));
    }
}
