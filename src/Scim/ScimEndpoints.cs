using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Auth;
using TeamAccess.Scim.Bulk;
using TeamAccess.Scim.Discovery;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Governance;
using TeamAccess.Scim.Groups;
using TeamAccess.Scim.Limits;
using TeamAccess.Scim.Me;
using TeamAccess.Scim.OAuth;
using TeamAccess.Scim.RequestLog;
using TeamAccess.Scim.Resources;
using TeamAccess.Scim.Search;
using TeamAccess.Scim.Users;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim;

/// <summary>What a host needs to serve SCIM 2.0: services, error bodies, endpoints.</summary>
public static class ScimEndpoints
{
    /// <summary>Needs the domain's services beside it. Options are checked when the host starts.</summary>
    public static IServiceCollection AddScim(this IServiceCollection services, Action<ScimOptions> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ScimOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScimOptions>, ScimOptionsValidator>();
        services.AddSingleton<Locations>();
        services.AddSingleton<DiscoveryDocuments>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<Searches>();
        services.AddSingleton<ScimRoutes>();
        services.AddSingleton<ScimDispatch>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Admission>();
        services.AddRequestLog();
        services.AddOAuth();
        services.AddAuthorization();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ScimBearerHandler>(ScimBearer.Scheme, null);

        // The framework's own request log has the query string, and a filter is personal data (RFC 7644 §7.5.2).
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        return services;
    }

    /// <summary>
    /// Numbers requests below <paramref name="basePath"/> (<c>X-Request-Id</c>), and gives their errors the body of
    /// RFC 7644 §3.12. Comes first in the pipeline, so that trouble anywhere behind it is answered in the wire's form.
    /// </summary>
    public static IApplicationBuilder UseScimErrorBodies(this IApplicationBuilder app, PathString basePath) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(basePath),
            scim => scim.UseMiddleware<ScimErrors>());

    /// <summary>Maps every SCIM endpoint below the group the host chose, e.g. <c>/scim/v2</c>.</summary>
    /// <returns>The group, so that the host can add to exactly what was mapped.</returns>
    public static RouteGroupBuilder MapScim(this IEndpointRouteBuilder host)
    {
        var options = host.ServiceProvider.GetRequiredService<IOptions<ScimOptions>>().Value;
        var catalog = host.ServiceProvider.GetRequiredService<ResourceCatalog>();
        var scim = host.MapGroup("").WithMetadata(new ScimRoute());
        ((IEndpointConventionBuilder)scim).Add(PutAdmissionBefore);

        ScimAudience.MembersInPerson.Require(scim.MapGroup("")).MapMe();

        var directory = ScimAudience.Connections.Require(scim.MapGroup(""));
        directory.MapUsers();
        directory.MapGroups();
        directory.MapResources(catalog);
        directory.MapGovernance(catalog);
        directory.MapRootSearch();
        directory.MapBulk();
        directory.MapUnknownPaths();

        var discovery = directory.MapGroup("");
        discovery.MapDiscovery();
        if (options.AnonymousDiscovery)
        {
            discovery.AllowAnonymous();
        }

        return scim;
    }

    private static void AddRequestLog(this IServiceCollection services)
    {
        services.AddSingleton<RequestLogger>();
        services.AddSingleton<RequestRecorder>();
        services.AddSingleton<IProvisioningRecorder>(provider => provider.GetRequiredService<RequestRecorder>());
        services.AddSingleton<IRequestReplay, DispatchReplay>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<RequestRecorder>());
    }

    private static void PutAdmissionBefore(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handle)
        {
            throw new InvalidOperationException($"The SCIM endpoint {endpoint.DisplayName} has no handler to guard.");
        }

        endpoint.RequestDelegate = async context =>
        {
            context.RequestServices.GetRequiredService<RequestLogger>().Begin(context);
            if (await context.RequestServices.GetRequiredService<Admission>().AdmitAsync(context))
            {
                await handle(context);
            }
        };
    }
}
