using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.RequestLog;

namespace TeamAccess.Admin.Services;

internal sealed partial class DirectoryRpcs
{
    public override async Task<ListProvisioningRequestsResponse> ListProvisioningRequests(
        ListProvisioningRequestsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var query = QueryOf(call, request) with
        {
            Before = pages.Open(context, call.Workspace, request) is { } position
                ? new ProvisioningEntryId(Guid.ParseExact(position, "D"))
                : null,
        };
        var listed = (await log.ListAsync(call, query, size, context.CancellationToken)).OrThrow();
        return new ListProvisioningRequestsResponse
        {
            ProvisioningRequests = { listed.Page.Entries.Select(ProvisioningMessages.WithoutBodies) },
            NextPageToken = pages.Create(context, call.Workspace, request, listed.Page.Next?.ToString()),
            DroppedRequests = listed.Dropped,
        };
    }

    public override async Task<GetProvisioningRequestResponse> GetProvisioningRequest(
        GetProvisioningRequestRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ProvisioningRequest(call, request.ProvisioningRequest);
        var found = (await log.GetAsync(call, id, context.CancellationToken)).OrThrow();
        return new GetProvisioningRequestResponse { ProvisioningRequest = ProvisioningMessages.Of(found) };
    }

    public override async Task<ReplayProvisioningRequestResponse> ReplayProvisioningRequest(
        ReplayProvisioningRequestRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.ProvisioningRequest(call, request.ProvisioningRequest);
        var replayed = (await replays.RunAsync(call, id, context.CancellationToken)).OrThrow();
        return new ReplayProvisioningRequestResponse
        {
            ProvisioningRequest = replayed.Value.Entry is { } entry ? ProvisioningMessages.Of(entry) : null,
        }.With(call, replayed);
    }

    private static ProvisioningQuery QueryOf(Call call, ListProvisioningRequestsRequest request) => new()
    {
        Connection = request.Connection.Length == 0 ? null : Named.Connection(call, request.Connection),
        From = FieldValues.Time(request.StartTime, "start_time"),
        Until = FieldValues.Time(request.EndTime, "end_time"),
        StatusClass = request.StatusClass switch
        {
            0 => null,
            >= 2 and <= 5 => request.StatusClass,
            _ => throw Invalid.Field("status_class", "status_class is 2 to 5, or 0 for any."),
        },
        Method = FieldValues.NullIfEmpty(request.Method),
        ResourceId = request.ResourceId.Length == 0
            ? null
            : Guid.TryParseExact(request.ResourceId, "D", out var resource)
                ? resource
                : throw Invalid.Field("resource_id", "resource_id is the id of a SCIM resource: a UUID."),
        Text = FieldValues.NullIfEmpty(request.Text),
    };
}
