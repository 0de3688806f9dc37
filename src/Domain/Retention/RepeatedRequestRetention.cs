using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain.Retention;

/// <summary>Removes what was kept to answer repeated requests, also where no further ones come that would.</summary>
internal sealed class RepeatedRequestRetention(TimeProvider clock) : IScheduledJob
{
    private const int Step = 256;

    public string Name => "repeated-request-retention";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        var keptSince = clock.GetUtcNow() - ChangeRunner.RememberRequests;
        while (await turn.RemoveAsync(
            unit => unit.Idempotency.RemoveOlderThanAsync(keptSince, Step, cancellationToken),
            cancellationToken) == Step)
        {
        }
    }
}
