using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain.Retention;

/// <summary>Makes scheduled work known to a host that runs it.</summary>
public static class RetentionServices
{
    /// <summary>Adds every <see cref="IScheduledJob"/>; beside <see cref="DomainServices.AddTeamAccessDomain"/>.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, RetentionPolicy policy)
    {
        services.AddSingleton(policy);
        services.AddSingleton<IScheduledJob>(provider => new CheckpointJob(
            Get<CheckpointMaking>(provider),
            Get<CheckpointKeys>(provider),
            provider.GetService<ICheckpointOutput>(),
            policy,
            Get<ILogger<CheckpointJob>>(provider)));
        services.AddSingleton<IScheduledJob>(provider => new AuditRetention(
            Get<ChangeRunner>(provider),
            Get<CheckpointKeys>(provider),
            policy,
            Get<TimeProvider>(provider),
            Get<ILogger<AuditRetention>>(provider)));
        services.AddSingleton<IScheduledJob>(
            provider => new ProvisioningLogRetention(policy, Get<TimeProvider>(provider)));
        services.AddSingleton<IScheduledJob>(provider => new RepeatedRequestRetention(Get<TimeProvider>(provider)));
        services.AddSingleton<IScheduledJob>(provider => new EndedRowRetention(
            Get<ChangeRunner>(provider), policy, Get<TimeProvider>(provider)));
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
