using System.Reflection;
using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Changes;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>Who calls, as the domain wants to know it, and how that connection's requests are read.</summary>
internal sealed record ScimCaller(Call Call, Dialect Dialect)
{
    /// <summary>Admission put it there before the endpoint ran; without admission there is no caller.</summary>
    public static ValueTask<ScimCaller?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult<ScimCaller?>(context.Features.Get<ScimCaller>()
            ?? throw new InvalidOperationException("The endpoint was reached without admission."));
}
