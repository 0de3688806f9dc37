using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// A request's JSON object, or why it could not be read. Bound by hand because the framework's own binding answers bad
/// JSON with an empty 400, and RFC 7644 §3.12 requires an error body.
/// </summary>
internal sealed record ScimBody(Result<JsonObject> Json)
{
    /// <summary>The answer to a media type that is not read here.</summary>
    public static readonly Failure NotReadable = new(
        FailureKind.UnsupportedMediaType, $"The body must be {MediaTypes.Scim} or {MediaTypes.Json} in UTF-8.");

    public static async ValueTask<ScimBody?> BindAsync(HttpContext context, ParameterInfo _)
    {
        var dialect = context.Features.Get<ScimCaller>()?.Dialect ?? Dialect.Strict;
        if (!MediaTypes.CanRead(context.Request, missingIsFine: dialect == Dialect.Compatible))
        {
            return new ScimBody(NotReadable);
        }

        var options = context.RequestServices.GetRequiredService<IOptions<ScimOptions>>().Value;
        var tooLarge = $"The body is larger than {options.MaxBodySize} bytes. Send it in smaller requests.";
        return new ScimBody(
            await BodyReader.ReadAsync(context.Request, options.MaxBodySize, tooLarge, context.RequestAborted));
    }
}
