using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Tests.Retention;

/// <summary>A world in which scheduled work can be done.</summary>
internal static class ScheduledWorld
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    public static Task<World> StartAsync(RetentionPolicy policy, Action<IServiceCollection>? configure = null) =>
        World.StartAsync(configure: services =>
        {
            services.AddRetention(policy);
            configure?.Invoke(services);
        });

    public static async Task<Lease> TakeAsync(this World world, string holder = "node") => await world.Store.CommitAsync(
        async unit => Outcome.Keep(
            await unit.Leases.TryTakeAsync("work", holder, Long, CancellationToken.None)
            ?? throw new InvalidOperationException("Another holder has it.")),
        CancellationToken.None);

    public static async Task RunAsync(this World world, string job, Lease? lease = null)
    {
        var turn = new WorkTurn(world.Store, lease ?? await world.TakeAsync());
        await world.Get<IEnumerable<IScheduledJob>>().Single(each => each.Name == job)
            .RunAsync(turn, CancellationToken.None);
    }

    /// <summary>The lease goes to another node.</summary>
    public static async Task LoseAsync(this World world, Lease lease)
    {
        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Leases.ReleaseAsync(lease, CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);
        await world.TakeAsync("other");
    }
}
