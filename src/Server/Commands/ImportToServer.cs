using Google.Protobuf;
using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>import --server</c>: the workspace of an archive into a server that goes on serving.</summary>
internal static class ImportToServer
{
    private const int PartBytes = 64 * 1024;

    private static readonly StatusCode[] Broken =
        [StatusCode.Unavailable, StatusCode.Internal, StatusCode.Cancelled, StatusCode.Aborted, StatusCode.DeadlineExceeded];

    public static async Task RunAsync(
        Uri server, string path, CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        using var connection = new ServerConnection(server, arguments);
        await using var archive = File.OpenRead(path);
        await using (var reader = await ArchiveReader.OpenAsync(archive, cancellationToken))
        {
            if (reader.Header.Workspace is null)
            {
                throw new CommandException(
                    $"{path} is an archive of a whole store. A server takes one workspace at a time: export that one, or restore "
                    + "the archive to a new place.");
            }
        }

        using var call = connection.Archives.ImportArchive(connection.Headers, cancellationToken: cancellationToken);
        try
        {
            var done = await TalkAsync(call, archive, progress, cancellationToken);
            progress.Clear();
            await Console.Out.WriteLineAsync(RestoreCommand.Describe(1, done.Rows, done.RowsBefore));
        }
        catch (RpcException e) when (Broken.Contains(e.StatusCode) && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                $"The server answered {e.StatusCode}: {e.Status.Detail} What it has stored is kept for a day: give the same command "
                + "again, and it goes on from there.");
        }
    }

    private static async Task<ImportArchiveResponse> TalkAsync(
        AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse> call,
        FileStream archive,
        Progress progress,
        CancellationToken cancellationToken)
    {
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            switch (call.ResponseStream.Current)
            {
                case { Phase: ImportPhase.Done } done:
                    return done;
                case { Phase: ImportPhase.Check or ImportPhase.Store } next:
                    progress.Title = next.Phase == ImportPhase.Check ? "checking" : "storing";
                    await SendAsync(call, archive, progress, cancellationToken);
                    break;
                default:
                    throw new CommandException("The server asks for something that this program does not know. Use the server's version of it.");
            }
        }

        throw new CommandException("The server ended the import without a word.");
    }

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse> call,
        FileStream archive,
        Progress progress,
        CancellationToken cancellationToken)
    {
        archive.Position = 0;
        var part = new byte[PartBytes];
        for (var last = false; !last;)
        {
            var count = await archive.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, cancellationToken);
            last = count < PartBytes;
            try
            {
                await call.RequestStream.WriteAsync(
                    new ImportArchiveRequest { Content = ByteString.CopyFrom(part, 0, count), Last = last }, cancellationToken);
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
            {
                return; // the server has ended the call: its answer says why
            }

            progress.Report(new TransferProgress(archive.Position, archive.Length));
        }
    }
}
