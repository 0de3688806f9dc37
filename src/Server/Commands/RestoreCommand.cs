using System.Globalization;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>restore</c> and <c>import</c>: what an archive holds into a store.</summary>
internal static class RestoreCommand
{
    /// <summary>Where the embedded store is built up, in the directory that it will be in.</summary>
    private const string Draft = "restoring";

    /// <summary>
    /// Into a store that holds nothing. The embedded one is built up beside and moved into place when it is whole; one
    /// that was stopped goes on when it is started again.
    /// </summary>
    public static async Task RestoreAsync(
        CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        var archive = await RequireArchiveAsync(arguments, cancellationToken);
        var options = arguments.Options;
        if (options.Postgres is not null)
        {
            await using var shared = await OpenStore.OpenAsync(options, archive.Pepper, cancellationToken);
            await RequireNothingElseAsync(shared.Snapshots, archive, progress, cancellationToken);
            await LoadAsync(shared, archive, progress, cancellationToken);
            return;
        }

        if (EmbeddedFiles.AreIn(options.Data.FullName))
        {
            throw new CommandException(
                $"There is a store in {options.Data.FullName} already. Name another directory, or use import to bring workspaces into it.");
        }

        DataDirectory.Prepare(options.Data);
        var draft = Path.Combine(options.Data.FullName, Draft);
        await using (var store = await OpenStore.OpenAsync(options, archive.Pepper, cancellationToken, draft))
        {
            await LoadAsync(store, archive, progress, cancellationToken);
        }

        EmbeddedFiles.Move(draft, options.Data.FullName);
        if (archive.Pepper is null)
        {
            await Console.Out.WriteLineAsync(
                $"Put the token pepper of the server that made the archive into {Path.Combine(options.Data.FullName, PepperFile.Name)} before you start this one.");
        }
    }

    /// <summary>Into a store that may hold other workspaces.</summary>
    public static async Task ImportAsync(
        CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        var archive = await RequireArchiveAsync(arguments, cancellationToken);
        await using var store = await OpenStore.OpenExistingAsync(arguments.Options, archive.Pepper, cancellationToken);
        await LoadAsync(store, archive, progress, cancellationToken);
    }

    private static async Task<Archive> RequireArchiveAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var path = arguments.File ?? throw new OptionException("Name the archive to read.");
        if (arguments.Server is not null || arguments.To is not null || arguments.Workspace is not null)
        {
            throw new OptionException("An archive goes into a store: --data or --store postgres.");
        }

        await using var input = File.OpenRead(path);
        await using var reader = await ArchiveReader.OpenAsync(input, cancellationToken);
        var pepper = PepperFile.Find(arguments.Options);
        return pepper is not null && reader.Header.Pepper is { } other && other != PepperFile.IdOf(pepper)
            ? throw new CommandException(
                "The archive was made under another token pepper than this store has: no token, key or session in it would work. "
                + "Use the pepper of the server that made it.")
            : new Archive(path, pepper);
    }

    private static async Task RequireNothingElseAsync(
        IStoreSnapshots snapshots, Archive archive, Progress progress, CancellationToken cancellationToken)
    {
        progress.Title = "reading";
        var (_, _, check) = await ArchiveImport.VerifyAsync(archive.Open, progress, cancellationToken);
        await using var snapshot = await snapshots.OpenSnapshotAsync(cancellationToken);
        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, null, cancellationToken))
        {
            if (row.Workspace is { } there && !check.Workspaces.Contains(there))
            {
                throw new CommandException(
                    $"The database holds other workspaces, such as {there.Value}. Use an empty one, or import to bring workspaces into it.");
            }
        }
    }

    private static async Task LoadAsync(
        OpenStore store, Archive archive, Progress progress, CancellationToken cancellationToken)
    {
        progress.Title = "storing";
        var report = await ArchiveImport.RunAsync(
            store.Store, archive.Open, TimeProvider.System, progress, cancellationToken);
        progress.Title = "verifying";
        await using var snapshot = await store.Snapshots.OpenSnapshotAsync(cancellationToken);
        foreach (var workspace in report.Workspaces)
        {
            var check = await ContentCheck.RunAsync(snapshot, workspace, progress, cancellationToken);
            if (check.Findings.Count > 0)
            {
                throw new CommandException("What was stored does not agree:" + ArchiveFile.Describe(check));
            }
        }

        progress.Clear();
        var before = report.RowsBefore > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {report.RowsBefore:N0} of them by an earlier run")
            : "";
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{report.Workspaces.Count} workspaces, {report.Rows:N0} rows{before}. The audit logs verify."));
    }

    private sealed record Archive(string Path, Domain.Credentials.TokenPepper? Pepper)
    {
        public FileStream Open() => File.OpenRead(Path);
    }
}
