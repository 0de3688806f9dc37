using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;

namespace TeamAccess.Admin.Services;

internal sealed class ArchiveRpcs(ArchiveAdministration archives) : ArchiveService.ArchiveServiceBase
{
    public override async Task ExportArchive(
        ExportArchiveRequest request, IServerStreamWriter<ExportArchiveResponse> responseStream, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        WorkspaceId? workspace = request.Parent.Length == 0
            ? null
            : WorkspaceId.TryParse(request.Parent, out var named)
                ? named
                : throw Invalid.Field("parent", "A workspace is named by its id or as workspaces/{id}.");
        await using var output = new ResponseChunks(responseStream);
        (await archives.ExportAsync(call, workspace, output, context.CancellationToken)).OrThrow();
        await output.FlushAsync(context.CancellationToken);
    }
}
