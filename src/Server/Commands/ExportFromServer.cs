using Grpc.Core;
using TeamAccess.Admin.V1;

namespace TeamAccess.Server.Commands;

/// <summary><c>backup --server</c> and <c>export --server</c>.</summary>
internal static class ExportFromServer
{
    private const string Gone = "EXPORT_GONE";

    /// <summary>
    /// To a file, which has its name once it is whole. Goes on with what an earlier call has left, where the server still
    /// holds the state that it is of, and else begins anew.
    /// </summary>
    /// <returns>What it holds, for people.</returns>
    public static async Task<string> ToFileAsync(
        Uri server, string path, CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        ArchiveFile.RequireNew(path);
        using var connection = new ServerConnection(server, arguments);
        var partial = PartialArchive.Find(path);
        try
        {
            try
            {
                partial = await FetchAsync(connection, path, partial, arguments, progress, cancellationToken);
            }
            catch (RpcException e) when (partial is not null && ServerConnection.ReasonOf(e) == Gone)
            {
                progress.Clear();
                await Console.Error.WriteLineAsync($"The server no longer holds the export that {partial.Path} is the beginning of. It is begun anew.");
                partial.Delete();
                await partial.DisposeAsync();
                partial = null;
                partial = await FetchAsync(connection, path, partial, arguments, progress, cancellationToken);
            }

            partial.FlushToDisk();
        }
        finally
        {
            await (partial?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        try
        {
            return await ArchiveFile.FinishAsync(partial.Path, path, progress, cancellationToken);
        }
        finally
        {
            partial.Delete(); // where it was not given its name, it is no beginning of anything
        }
    }

    /// <summary>To a stream, which nothing can go on with.</summary>
    public static async Task ToStreamAsync(
        Uri server, Stream output, CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        using var connection = new ServerConnection(server, arguments);
        var done = 0L;
        await foreach (var message in ReadAsync(connection, new ExportArchiveRequest(), arguments, cancellationToken))
        {
            await output.WriteAsync(message.Content.Memory, cancellationToken);
            progress.Report(new TransferProgress(done += message.Content.Length, Total: null));
        }
    }

    private static async Task<PartialArchive> FetchAsync(
        ServerConnection connection,
        string path,
        PartialArchive? partial,
        CommandArguments arguments,
        Progress progress,
        CancellationToken cancellationToken)
    {
        var request = new ExportArchiveRequest { ExportId = partial?.Id ?? "", Offset = partial?.Length ?? 0 };
        var begun = partial;
        try
        {
            await foreach (var message in ReadAsync(connection, request, arguments, cancellationToken))
            {
                begun ??= PartialArchive.Create(path, message.ExportId);
                await begun.AddAsync(message.Content.Memory, cancellationToken);
                progress.Report(new TransferProgress(begun.Length, Total: null));
            }

            return begun ?? throw new CommandException("The server ended the export without a word.");
        }
        catch (Exception e) when (begun is not null && (e as RpcException)?.StatusCode != StatusCode.NotFound)
        {
            progress.Clear();
            await Console.Error.WriteLineAsync(
                $"What has come so far is in {begun.Path}. Give the same command again within a few minutes, and it goes on from there.");
            if (begun != partial)
            {
                await begun.DisposeAsync();
            }

            throw;
        }
    }

    private static IAsyncEnumerable<ExportArchiveResponse> ReadAsync(
        ServerConnection connection, ExportArchiveRequest request, CommandArguments arguments, CancellationToken cancellationToken)
    {
        request.Parent = arguments.Workspace is { } one ? $"workspaces/{one.Value}" : "";
        return connection.Archives.ExportArchive(request, connection.Headers, cancellationToken: cancellationToken)
            .ResponseStream.ReadAllAsync(cancellationToken);
    }
}
