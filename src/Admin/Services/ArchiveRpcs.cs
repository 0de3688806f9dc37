using Google.Protobuf;
using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Administration.Exports;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Admin.Services;

internal sealed class ArchiveRpcs(
    ArchiveAdministration archives, ImportLimits limits, PageTokens pages, TimeProvider clock)
    : ArchiveService.ArchiveServiceBase
{
    public override async Task ExportArchive(
        ExportArchiveRequest request, IServerStreamWriter<ExportArchiveResponse> responseStream, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        var cancellation = context.CancellationToken;
        WorkspaceId? workspace = request.Parent.Length == 0
            ? null
            : WorkspaceId.TryParse(request.Parent, out var named)
                ? named
                : throw Invalid.Field("parent", "A workspace is named by its id or as workspaces/{id}.");
        await using var export = (await archives.ExportAsync(call, workspace, RestOf(request), cancellation)).OrThrow();
        await responseStream.WriteAsync(new ExportArchiveResponse { ExportId = export.Id }, cancellation);
        try
        {
            await foreach (var part in export.ReadAsync(cancellation))
            {
                await responseStream.WriteAsync(
                    new ExportArchiveResponse { Content = UnsafeByteOperations.UnsafeWrap(part) }, cancellation);
            }
        }
        catch (ExportTakenOverException e)
        {
            throw RpcStatus.ToException(StatusCode.Aborted, "EXPORT_TAKEN_OVER", e.Message);
        }
    }

    public override async Task ImportArchive(
        IAsyncStreamReader<ImportArchiveRequest> requestStream,
        IServerStreamWriter<ImportArchiveResponse> responseStream,
        ServerCallContext context)
    {
        var call = context.CallOutside(new ImportArchiveRequest());
        using var upload = new ArchiveUpload(requestStream, responseStream, limits, clock);
        var imported = (await archives.ImportAsync(call, upload.Open, context.CancellationToken)).OrThrow();
        await responseStream.WriteAsync(
            new ImportArchiveResponse
            {
                Phase = ImportPhase.Done,
                Workspace = Names.Of(imported.Workspace),
                Rows = imported.Rows,
                RowsBefore = imported.RowsBefore,
            },
            context.CancellationToken);
    }

    public override async Task<ListImportsResponse> ListImports(ListImportsRequest request, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        var size = PageTokens.SizeOf(request);
        var after = pages.Open(context, call.Workspace, request);
        var read = (await archives.ListImportsAsync(
            call, after is null ? null : new WorkspaceId(after), size + 1, context.CancellationToken)).OrThrow();
        var slice = Slice.Of(read, size, begun => begun.Workspace.Value);
        return new ListImportsResponse
        {
            Imports = { slice.Items.Select(Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<AbandonImportResponse> AbandonImport(
        AbandonImportRequest request, ServerCallContext context)
    {
        var call = context.CallOutside(request);
        if (request.ImportOf.Length == 0)
        {
            throw Invalid.Required("import_of");
        }

        if (!WorkspaceId.TryParse(request.ImportOf, out var workspace))
        {
            throw Invalid.Field("import_of", "A workspace is named by its id or as workspaces/{id}.");
        }

        var abandoned = (await archives.AbandonAsync(call, workspace, context.CancellationToken)).OrThrow();
        return new AbandonImportResponse { Rows = abandoned.Rows };
    }

    private static UnfinishedImport Of(BegunImport begun) => new()
    {
        Workspace = Names.Of(begun.Workspace),
        Archive = begun.Archive,
        BeginTime = Times.Of(begun.Begun),
        LastStoreTime = Times.Of(begun.LastStored),
        Rows = begun.Rows,
        Abandoned = begun.IsAbandoned,
    };

    private static ExportRest? RestOf(ExportArchiveRequest request)
    {
        if (request.Offset < 0 || (request.ExportId.Length == 0 && request.Offset > 0))
        {
            throw Invalid.Field("offset", "An offset is 0 or more, and belongs to the export that export_id names.");
        }

        return request.ExportId.Length == 0 ? null : new ExportRest(request.ExportId, request.Offset);
    }
}
