using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TeamAccess.Admin.Requests;

/// <summary>
/// The server's own id of a request: in the audit log, in the log, and in the response's <c>x-request-id</c>.
/// </summary>
internal sealed record RequestId(string Value)
{
    public const string Header = "x-request-id";

    /// <summary>Makes the id at the first call, and puts it into the response's headers.</summary>
    public static string Of(HttpContext context)
    {
        var id = context.Features.Get<RequestId>();
        if (id is null)
        {
            var clock = context.RequestServices.GetRequiredService<TimeProvider>();
            id = new RequestId(Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"));
            context.Features.Set(id);
            context.Response.Headers[Header] = id.Value;
        }

        return id.Value;
    }
}
