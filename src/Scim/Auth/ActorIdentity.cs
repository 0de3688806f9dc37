using System.Security.Claims;
using TeamAccess.Domain.Actors;

namespace TeamAccess.Scim.Auth;

/// <summary>The identity that a valid token proves.</summary>
internal sealed class ActorIdentity(Actor actor) : ClaimsIdentity(ScimBearer.Scheme)
{
    public Actor Caller { get; } = actor;

    public static Actor? Of(ClaimsPrincipal principal) =>
        principal.Identities.OfType<ActorIdentity>().FirstOrDefault()?.Caller;
}
