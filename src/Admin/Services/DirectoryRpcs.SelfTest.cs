using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Services;

internal sealed partial class DirectoryRpcs
{
    public override async Task<RunSelfTestResponse> RunSelfTest(RunSelfTestRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Connection(call, request.Connection);
        var steps = (await selfTests.RunAsync(call, id, request.Provider, context.CancellationToken)).OrThrow();
        return new RunSelfTestResponse
        {
            Passed = steps.All(step => step.Difference is null),
            Steps =
            {
                steps.Select(step => new SelfTestStep
                {
                    Provider = step.Provider,
                    Flow = step.Flow,
                    Step = step.Name,
                    Request = step.Request,
                    Status = step.Status,
                    Passed = step.Difference is null,
                    Difference = step.Difference ?? "",
                }),
            },
        };
    }
}
