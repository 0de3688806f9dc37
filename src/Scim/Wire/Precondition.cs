using System.Reflection;
using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Provisioning;

namespace TeamAccess.Scim.Wire;

/// <summary>The request's <c>If-Match</c> header, null when it has none.</summary>
internal sealed record Precondition(IfMatch? IfMatch)
{
    public static ValueTask<Precondition?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult<Precondition?>(new Precondition(EntityTags.Parse(context.Request.Headers.IfMatch)));
}
