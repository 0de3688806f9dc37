using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TeamAccess.Admin.Auth;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.Services;

namespace TeamAccess.Admin;

/// <summary>
/// The gRPC interface of <c>protos/teamaccess/admin/v1</c>, with <c>grpc.health.v1</c> and <c>grpc.reflection.v1</c>.
/// </summary>
public static class AdminEndpoints
{
    /// <summary>The largest request, in bytes; a larger one is RESOURCE_EXHAUSTED.</summary>
    public const int MaxRequestBytes = 1024 * 1024;

    /// <summary>
    /// Adds the interface. The host brings the domain's services, and registers as health checks whatever makes the
    /// server ready: <c>grpc.health.v1</c> answers SERVING when all of them are healthy, and UNKNOWN when there is
    /// none.
    /// </summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services, Action<AdminOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        services.AddGrpc(ConfigureGrpc);
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(health =>
        {
            foreach (var service in Contract.ServiceNames)
            {
                health.Services.Map(service, _ => true);
            }
        });
        services.AddAdminBearer();
        services.AddSingleton<PageTokens>();
        return services;
    }

    /// <summary>
    /// Maps every service. The host's pipeline has authentication and authorization in front of its endpoints.
    /// </summary>
    /// <returns>All of them together, for conventions of the host such as <c>RequireHost</c>.</returns>
    public static IEndpointConventionBuilder MapAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        Map<WorkspaceRpcs>(group);
        Map<MemberRpcs>(group);
        Map<OwnershipRpcs>(group);
        Map<ApiKeyRpcs>(group);
        Map<SessionRpcs>(group);
        Map<AuditRpcs>(group);
        Map<AccessRpcs>(group);
        Map<DirectoryRpcs>(group);
        Map<ArchiveRpcs>(group);
        Map<WebhookRpcs>(group);
        group.MapGrpcHealthChecksService().AllowAnonymous();
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<AdminOptions>>().Value.Reflection)
        {
            group.MapGrpcReflectionService().AllowAnonymous();
        }

        return group;
    }

    private static void Map<TService>(RouteGroupBuilder group)
        where TService : class =>
        group.MapGrpcService<TService>().RequireAuthorization(AdminBearer.Policy).Add(UnreadRequests.AddDetails);

    private static void ConfigureGrpc(GrpcServiceOptions grpc)
    {
        grpc.MaxReceiveMessageSize = MaxRequestBytes;
        grpc.EnableDetailedErrors = false;
        grpc.Interceptors.Add<FailureInterceptor>();
        grpc.Interceptors.Add<BoundsInterceptor>();
    }
}
