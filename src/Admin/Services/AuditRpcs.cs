using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Admin.Services;

internal sealed class AuditRpcs(AuditTrail trail, PageTokens pages) : AuditService.AuditServiceBase
{
    public override async Task<QueryAuditEventsResponse> QueryAuditEvents(
        QueryAuditEventsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var query = QueryOf(call, request) with
        {
            AfterSequence = pages.Open(context, call.Workspace, request) is { } position
                ? long.Parse(position, CultureInfo.InvariantCulture)
                : 0,
        };
        var page = (await trail.QueryAsync(call, query, size, context.CancellationToken)).OrThrow();
        var next = page.More ? page.ScannedThrough.ToString(CultureInfo.InvariantCulture) : null;
        return new QueryAuditEventsResponse
        {
            AuditEvents = { page.Events.Select(AuditMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, next),
        };
    }

    public override async Task<VerifyChainResponse> VerifyChain(VerifyChainRequest request, ServerCallContext context)
    {
        var verified = (await trail.VerifyAsync(
            context.CallOf(request), request.Checkpoints, context.CancellationToken)).OrThrow();
        return new VerifyChainResponse
        {
            Intact = verified.Intact,
            Events = verified.Events,
            BrokenAt = verified.BrokenAt ?? 0,
            HeadHash = ByteString.CopyFrom(verified.HeadHash.Span),
            FirstSequence = verified.FirstSequence,
            Checkpoints = verified.Checkpoints,
            Problem = CheckpointMessages.Of(verified.Problem),
        };
    }

    public override async Task<GetCheckpointResponse> GetCheckpoint(
        GetCheckpointRequest request, ServerCallContext context)
    {
        var published = (await trail.GetCheckpointAsync(context.CallOf(request), context.CancellationToken)).OrThrow();
        return new GetCheckpointResponse
        {
            Checkpoint = CheckpointMessages.Of(published),
            Keys = { published.Keys.Select(CheckpointMessages.Of) },
        };
    }

    private static AuditQuery QueryOf(Call call, QueryAuditEventsRequest request) => new()
    {
        Member = Named.OptionalMember(call, request.Member),
        Action = FieldValues.NullIfEmpty(request.Action),
        Actor = FieldValues.NullIfEmpty(request.Actor),
        Door = request.Door == V1.Door.Unspecified ? null : AuditMessages.Read(request.Door).OrThrow(),
        From = FieldValues.Time(request.StartTime, "start_time"),
        Until = FieldValues.Time(request.EndTime, "end_time"),
    };
}
