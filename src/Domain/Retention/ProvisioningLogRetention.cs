namespace TeamAccess.Domain.Retention;

/// <summary>Removes entries of the provisioning log that are older than the policy.</summary>
internal sealed class ProvisioningLogRetention(RetentionPolicy policy, TimeProvider clock) : IScheduledJob
{
    private const int Step = 256;

    public string Name => "provisioning-log-retention";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        var keptSince = clock.GetUtcNow().AddDays(-policy.ProvisioningLogDays);
        while (await turn.RemoveAsync(
            unit => unit.ProvisioningLog.RemoveOlderThanAsync(keptSince, Step, cancellationToken),
            cancellationToken) == Step)
        {
        }
    }
}
