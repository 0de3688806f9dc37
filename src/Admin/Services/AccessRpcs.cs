using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Access;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Admin.Services;

internal sealed class AccessRpcs(AccessChecks checks) : AccessService.AccessServiceBase
{
    public override async Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var answer = (await checks.CheckAsync(call, QuestionOf(call, request), context.CancellationToken)).OrThrow();
        return AccessMessages.Of(call.Workspace, answer);
    }

    public override async Task<BatchCheckResponse> BatchCheck(BatchCheckRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        if (request.Requests.Count == 0)
        {
            throw Invalid.Required("requests");
        }

        // Read whole before the first is asked, so that a batch is answered whole or refused.
        var questions = request.Requests
            .Select(item => QuestionOf(context.CallOf(item, WorkspaceOf(item, request)), item))
            .ToList();
        var response = new BatchCheckResponse();
        foreach (var question in questions)
        {
            var answer = (await checks.CheckAsync(call, question, context.CancellationToken)).OrThrow();
            response.Responses.Add(AccessMessages.Of(call.Workspace, answer));
        }

        return response;
    }

    private static string WorkspaceOf(CheckRequest item, BatchCheckRequest batch) =>
        item.Workspace.Length == 0 || item.Workspace == batch.Workspace
            ? batch.Workspace
            : throw Invalid.Field(
                "requests.workspace", "A workspace in the batch is the batch's own, spelled alike, or empty.");

    private static AccessQuestion QuestionOf(Call call, CheckRequest request)
    {
        AccessSubject subject = request.SubjectCase switch
        {
            CheckRequest.SubjectOneofCase.Member => new AccessSubject.OfMember(Named.Member(call, request.Member)),
            CheckRequest.SubjectOneofCase.ApiKey => new AccessSubject.OfKey(Named.ApiKey(call, request.ApiKey)),
            CheckRequest.SubjectOneofCase.ApiKeyToken => new AccessSubject.OfKeyToken(request.ApiKeyToken),
            CheckRequest.SubjectOneofCase.None => throw Invalid.Required("subject"),
        };
        return new AccessQuestion(subject, request.Permission, FieldValues.NullIfEmpty(request.Resource));
    }
}
