using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Bulk;
using TeamAccess.Scim.Dispatch;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Bulk;

/// <summary>The <c>/Bulk</c> endpoint (RFC 7644 §3.7).</summary>
internal static class BulkEndpoint
{
    public static void MapBulk(this IEndpointRouteBuilder scim)
    {
        scim.MapPost("/Bulk", RunAsync).WithName("scim.bulk").WithTags("Bulk");
        scim.MapOtherMethods("/Bulk", "POST, OPTIONS");
    }

    private static async Task<IResult> RunAsync(
        HttpContext context, ScimCaller caller, ScimDispatch dispatch, Locations locations, IOptions<ScimOptions> options)
    {
        if (!MediaTypes.CanRead(context.Request, missingIsFine: caller.Dialect == Dialect.Compatible))
        {
            return new ScimError(ScimBody.NotReadable);
        }

        var limit = options.Value.MaxBulkSize;
        var body = await BodyReader.ReadAsync(
            context.Request, limit, $"The size of the bulk operation exceeds the maxPayloadSize ({limit}).", context.RequestAborted);
        return await body
            .Then(json => BulkRequest.Read(json, options.Value.MaxBulkOperations, caller.Dialect))
            .RenderAsync(async request =>
            {
                var run = new BulkRun(request, dispatch, DispatchOrigin.Of(context), locations);
                return new BulkResponse(await run.RunAsync(context.RequestAborted));
            });
    }
}
