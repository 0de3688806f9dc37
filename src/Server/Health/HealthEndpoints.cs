using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace TeamAccess.Server.Health;

/// <summary>What an orchestrator asks: whether the process lives, and whether it can be sent requests.</summary>
internal static class HealthEndpoints
{
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous();

        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false });
        health.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        return health;
    }
}
