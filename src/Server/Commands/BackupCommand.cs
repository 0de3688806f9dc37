using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>backup</c> and <c>export</c>: an archive of all workspaces, or of one.</summary>
internal static class BackupCommand
{
    public static Task BackupAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken) =>
        arguments.Workspace is null
            ? RunAsync(arguments, progress, cancellationToken)
            : throw new OptionException("backup writes all workspaces. For one of them use export.");

    public static Task ExportAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken) =>
        arguments.Workspace is not null
            ? RunAsync(arguments, progress, cancellationToken)
            : throw new OptionException("export needs --workspace. For all of them use backup.");

    private static async Task RunAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        if (arguments.File is { } file)
        {
            throw new OptionException($"The archive to write is named by --to, and {file} is not.");
        }

        var to = arguments.To ?? throw new OptionException("--to names the archive to write.");
        progress.Title = "writing";
        if (to == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await (arguments.Server is { } running
                ? ExportFromServer.ToStreamAsync(running, output, arguments, progress, cancellationToken)
                : FromStoreAsync(arguments, output, progress, cancellationToken));
            return;
        }

        var summary = arguments.Server is { } server
            ? await ExportFromServer.ToFileAsync(server, to, arguments, progress, cancellationToken)
            : await ArchiveFile.WriteAsync(
                to, output => FromStoreAsync(arguments, output, progress, cancellationToken), progress, cancellationToken);
        progress.Clear();
        await Console.Out.WriteLineAsync($"{to}: {summary}");
    }

    private static async Task FromStoreAsync(
        CommandArguments arguments, Stream output, Progress progress, CancellationToken cancellationToken)
    {
        var pepper = PepperFile.Find(arguments.Options);
        await using var store = await OpenStore.OpenExistingAsync(arguments.Options, pepper, cancellationToken);
        if (arguments.Workspace is { } one
            && await store.Store.ReadAsync(
                reader => reader.Imports.FindAsync(one, cancellationToken), cancellationToken) is not null)
        {
            throw new CommandException(ImportCommand.Unfinished(one));
        }

        await using var snapshot = await store.Snapshots.OpenSnapshotAsync(cancellationToken);
        await ArchiveWriter.WriteAsync(
            snapshot,
            arguments.Workspace,
            pepper is null ? null : PepperFile.IdOf(pepper),
            TimeProvider.System.GetUtcNow(),
            output,
            progress,
            cancellationToken);
    }
}
