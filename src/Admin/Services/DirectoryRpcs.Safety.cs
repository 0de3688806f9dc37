using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;

namespace TeamAccess.Admin.Services;

/// <summary>What keeps a directory, and whoever sets it up, from an accident.</summary>
internal sealed partial class DirectoryRpcs
{
    public override async Task<ReleaseBreakerResponse> ReleaseBreaker(
        ReleaseBreakerRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var released = (await breakers.ReleaseAsync(call, id, context.CancellationToken)).OrThrow();
        return new ReleaseBreakerResponse { Connection = DirectoryMessages.Of(released.Value) }.With(call, released);
    }

    public override async Task<PreviewMappingResponse> PreviewMapping(
        PreviewMappingRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        MemberId? after = pages.Open(context, call.Workspace, request) is { } last
            ? Named.Member(call, last, "page_token")
            : null;
        var effects = (await mappings.PreviewAsync(
            call, PreviewMessages.Read(call, request.Plan), after, size, context.CancellationToken)).OrThrow();
        var response = PreviewMessages.Of(effects);
        response.NextPageToken = pages.Create(
            context, call.Workspace, request, effects.HasMore ? effects.Members[^1].After.Id.ToString() : null);
        return response;
    }
}
