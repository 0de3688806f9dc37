using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace TeamAccess.Admin.Auth;

/// <summary>
/// The scheme of the admin interface: <c>authorization: Bearer …</c> with a session token, an API key or the operator's
/// token.
/// </summary>
internal static class AdminBearer
{
    public const string Scheme = "admin-bearer";

    /// <summary>Lets members, API keys and operators in; a directory connection's token is for SCIM only.</summary>
    public const string Policy = "admin";

    /// <summary>The claim that says what kind of actor the caller is: the first half of the actor's name.</summary>
    public const string ActorKind = "teamaccess:actor_kind";

    public static void AddAdminBearer(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, AdminBearerHandler>(
                Scheme, displayName: null, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(
            Policy,
            new AuthorizationPolicyBuilder(Scheme)
                .RequireAuthenticatedUser()
                .RequireClaim(ActorKind, "member", "api_key", "operator")
                .Build());
    }
}
