using System.Globalization;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>restore</c>, and <c>import</c> of a file: what an archive holds into a store.</summary>
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
        var options = arguments.Options;
        using var archive = await OpenArchiveAsync(arguments, cancellationToken);
        if (options.Postgres is null && EmbeddedFiles.AreIn(options.Data.FullName))
        {
            throw new CommandException(
                $"There is a store in {options.Data.FullName} already. Name another directory, or use import to bring workspaces into it.");
        }

        var verified = await VerifyAsync(archive, progress, cancellationToken);
        if (options.Postgres is not null)
        {
            await using var shared = await OpenStore.OpenAsync(options, archive.Pepper, cancellationToken);
            await RequireNothingElseAsync(shared.Snapshots, verified, cancellationToken);
            await LoadAsync(shared, archive, verified, progress, cancellationToken);
            return;
        }

        DataDirectory.Prepare(options.Data);
        var draft = Path.Combine(options.Data.FullName, Draft);
        await using (var store = await OpenStore.OpenAsync(options, archive.Pepper, cancellationToken, draft))
        {
            await LoadAsync(store, archive, verified, progress, cancellationToken);
        }

        EmbeddedFiles.Move(draft, options.Data.FullName);
        if (archive.Pepper is null)
        {
            await Console.Out.WriteLineAsync(
                $"Put the token pepper of the server that made the archive into {Path.Combine(options.Data.FullName, PepperFile.Name)} before you start this one.");
        }
    }

    /// <summary>Into a store that may hold other workspaces, or into a server that runs.</summary>
    public static async Task ImportAsync(
        CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        if (arguments.Server is { } server)
        {
            await ImportToServer.RunAsync(server, PathOf(arguments), arguments, progress, cancellationToken);
            return;
        }

        using var archive = await OpenArchiveAsync(arguments, cancellationToken);
        await using var store = await OpenStore.OpenExistingAsync(arguments.Options, archive.Pepper, cancellationToken);
        var verified = await VerifyAsync(archive, progress, cancellationToken);
        await LoadAsync(store, archive, verified, progress, cancellationToken);
    }

    /// <summary>What was brought, for people.</summary>
    public static string Describe(int workspaces, long rows, long rowsBefore)
    {
        var before = rowsBefore > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {rowsBefore:N0} of them by an earlier run")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{workspaces} workspaces, {rows:N0} rows{before}. The audit logs verify.");
    }

    private static string PathOf(CommandArguments arguments) =>
        arguments is { To: null, Workspace: null }
            ? arguments.File ?? throw new OptionException("Name the archive to read.")
            : throw new OptionException("An archive goes into a store whole: --to and --workspace are for backup and export.");

    private static async Task<OpenArchive> OpenArchiveAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        var path = PathOf(arguments);
        if (arguments.Server is not null)
        {
            throw new OptionException("restore fills a store that holds nothing: --data or --store postgres. import goes into a server.");
        }

        var pepper = PepperFile.Find(arguments.Options);
        var archive = new OpenArchive(File.OpenRead(path), pepper);
        try
        {
            await using var reader = await ArchiveReader.OpenAsync(archive.Rewind(), cancellationToken);
            return pepper is not null && reader.Header.Pepper is { } other && other != PepperFile.IdOf(pepper)
                ? throw new CommandException(
                    "The archive was made under another token pepper than this store has: no token, key or session in it would work. "
                    + "Use the pepper of the server that made it.")
                : archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static Task<VerifiedArchive> VerifyAsync(
        OpenArchive archive, Progress progress, CancellationToken cancellationToken)
    {
        progress.Title = "reading";
        return ArchiveImport.VerifyAsync(archive.Rewind(), ImportLimits.None, progress, cancellationToken);
    }

    private static async Task RequireNothingElseAsync(
        IStoreSnapshots snapshots, VerifiedArchive archive, CancellationToken cancellationToken)
    {
        await using var snapshot = await snapshots.OpenSnapshotAsync(cancellationToken);
        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, null, cancellationToken))
        {
            if (row.Workspace is { } there && !archive.Check.Workspaces.Contains(there))
            {
                throw new CommandException(
                    $"The database holds other workspaces, such as {there.Value}. Use an empty one, or import to bring workspaces into it.");
            }
        }
    }

    private static async Task LoadAsync(
        OpenStore store,
        OpenArchive archive,
        VerifiedArchive verified,
        Progress progress,
        CancellationToken cancellationToken)
    {
        progress.Title = "storing";
        var report = await ArchiveImport.RunAsync(
            store.Store, store.Snapshots, verified, archive.Rewind, TimeProvider.System, progress, cancellationToken);
        progress.Clear();
        await Console.Out.WriteLineAsync(Describe(report.Workspaces.Count, report.Rows, report.RowsBefore));
    }

    /// <summary>One file, opened once: what was verified is what is stored.</summary>
    private sealed record OpenArchive(FileStream File, TokenPepper? Pepper) : IDisposable
    {
        public FileStream Rewind()
        {
            File.Position = 0;
            return File;
        }

        public void Dispose() => File.Dispose();
    }
}
