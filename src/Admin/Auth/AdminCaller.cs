using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Actors;

namespace TeamAccess.Admin.Auth;

/// <summary>Whom authentication found behind a request.</summary>
internal sealed record AdminCaller(Actor Actor)
{
    /// <exception cref="InvalidOperationException">The endpoint was mapped without the admin policy.</exception>
    public static AdminCaller Of(HttpContext context) =>
        context.Features.Get<AdminCaller>()
        ?? throw new InvalidOperationException("The request reached an admin service without authentication.");
}
