using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using TeamAccess.Domain.Actors;

namespace TeamAccess.Scim.Auth;

/// <summary>For whom an endpoint is, and what everybody else is told. Each endpoint has exactly one.</summary>
internal sealed class ScimAudience
{
    /// <summary>All of SCIM but <c>/Me</c>.</summary>
    public static readonly ScimAudience Connections = new(
        actor => actor is Actor.Connection, "This is open to directory connections only, not to this credential.");

    /// <summary>
    /// A session proves the person; an API key is made once and may run anywhere, so it is nobody's "me" (RFC 7644 §3.11).
    /// </summary>
    public static readonly ScimAudience MembersInPerson = new(
        actor => actor is Actor.SignedIn,
        "/Me is the signed-in member. It takes a session token: a directory connection is no user, and an API key no person.");

    private readonly Predicate<Actor?> admits;
    private readonly AuthorizationPolicy policy;

    private ScimAudience(Predicate<Actor?> admits, string refusal)
    {
        (this.admits, Refusal) = (admits, refusal);
        policy = new AuthorizationPolicyBuilder(ScimBearer.Scheme)
            .RequireAssertion(context => admits(ActorIdentity.Of(context.User)))
            .Build();
    }

    /// <summary>The detail of the 403 for a valid credential of another kind.</summary>
    public string Refusal { get; }

    public bool Admits(Actor? actor) => admits(actor);

    public TBuilder Require<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(policy).WithMetadata(this);
}
