using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;

namespace TeamAccess.Admin.Services;

internal sealed class OwnershipRpcs(OwnershipAdministration ownership) : OwnershipService.OwnershipServiceBase
{
    public override async Task<GetOwnershipResponse> GetOwnership(
        GetOwnershipRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var found = (await ownership.GetAsync(call, context.CancellationToken)).OrThrow();
        return new GetOwnershipResponse { Ownership = OwnershipMessages.Of(call.Workspace, found) };
    }

    public override async Task<TransferOwnershipResponse> TransferOwnership(
        TransferOwnershipRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var next = Named.Member(call, request.Member);
        var changed = (await ownership.TransferAsync(
            call, next, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new TransferOwnershipResponse { Ownership = OwnershipMessages.Of(call.Workspace, changed.Value) }
            .With(call, changed);
    }

    public override async Task<SetSuccessorsResponse> SetSuccessors(
        SetSuccessorsRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var successors = request.Successors.Select(text => Named.Member(call, text, "successors")).ToList();
        var changed = (await ownership.SetSuccessorsAsync(
            call, successors, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new SetSuccessorsResponse { Ownership = OwnershipMessages.Of(call.Workspace, changed.Value) }
            .With(call, changed);
    }

    public override async Task<AppointOwnerResponse> AppointOwner(
        AppointOwnerRequest request, ServerCallContext context)
    {
        var call = context.CallAcross(request, request.Workspace);
        var next = Named.Member(call, request.Member);
        var changed = (await ownership.AppointOwnerAsync(call, next, context.CancellationToken)).OrThrow();
        return new AppointOwnerResponse { Ownership = OwnershipMessages.Of(call.Workspace, changed.Value) }
            .With(call, changed);
    }

    public override async Task<SetBillingOwnerResponse> SetBillingOwner(
        SetBillingOwnerRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var member = Named.OptionalMember(call, request.Member);
        var changed = (await ownership.SetBillingOwnerAsync(
            call, member, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new SetBillingOwnerResponse { Ownership = OwnershipMessages.Of(call.Workspace, changed.Value) }
            .With(call, changed);
    }
}
