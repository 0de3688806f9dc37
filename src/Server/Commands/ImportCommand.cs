using System.Globalization;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>import</c>: of an archive's workspaces, and what to do about one that was not finished.</summary>
internal static class ImportCommand
{
    private const int Page = 200;

    public static async Task RunAsync(
        CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        if (!arguments.List && arguments.Abandon is null)
        {
            await RestoreCommand.ImportAsync(arguments, progress, cancellationToken);
            return;
        }

        if (arguments is not { File: null, To: null, Workspace: null }
            || (arguments.List && arguments.Abandon is not null))
        {
            throw new OptionException("import takes an archive, or --list, or --abandon, one at a time.");
        }

        if (arguments.Abandon is { } workspace)
        {
            progress.Title = "abandoning";
            var rows = arguments.Server is { } running
                ? await AbandonAsync(running, workspace, arguments, cancellationToken)
                : await AbandonAsync(workspace, arguments, progress, cancellationToken);
            progress.Clear();
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"The import of {workspace.Value} is abandoned: {rows:N0} rows were removed, and the id is free."));
            return;
        }

        var begun = arguments.Server is { } server
            ? await ListAsync(server, arguments, cancellationToken)
            : await ListAsync(arguments, cancellationToken);
        foreach (var import in begun)
        {
            await Console.Out.WriteLineAsync(Describe(import));
        }

        if (begun.Count == 0)
        {
            await Console.Out.WriteLineAsync("There are no unfinished imports.");
        }
    }

    /// <summary>All of them, in order of the workspaces' ids.</summary>
    public static async Task<IReadOnlyList<BegunImport>> ListAsync(IStore store, CancellationToken cancellationToken)
    {
        var all = new List<BegunImport>();
        IReadOnlyList<BegunImport> page;
        do
        {
            WorkspaceId? after = all.Count == 0 ? null : all[^1].Workspace;
            page = await store.ReadAsync(
                reader => reader.Imports.ListAsync(after, Page, cancellationToken), cancellationToken);
            all.AddRange(page);
        }
        while (page.Count == Page);

        return all;
    }

    /// <summary>Why there is nothing of a workspace to read, for people.</summary>
    public static string Unfinished(WorkspaceId workspace) =>
        $"An import of workspace {workspace.Value} was begun and not finished: it is no workspace yet. Start it "
        + $"again to finish it, or abandon it (import --abandon {workspace.Value}).";

    private static string Describe(BegunImport begun) => string.Create(
        CultureInfo.InvariantCulture,
        $"{begun.Workspace.Value}: begun {begun.Begun:u}, {begun.Rows:N0} rows, the last at {begun.LastStored:u}, "
        + $"archive {(begun.Archive.Length > 0 ? begun.Archive : "unknown")}"
        + $"{(begun.IsAbandoned ? "; being abandoned" : "")}");

    private static async Task<IReadOnlyList<BegunImport>> ListAsync(
        CommandArguments arguments, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenExistingAsync(
            arguments.Options, PepperFile.Find(arguments.Options), cancellationToken);
        return await ListAsync(store.Store, cancellationToken);
    }

    private static async Task<IReadOnlyList<BegunImport>> ListAsync(
        Uri server, CommandArguments arguments, CancellationToken cancellationToken)
    {
        using var connection = new ServerConnection(server, arguments);
        var all = new List<BegunImport>();
        var request = new ListImportsRequest { PageSize = Page };
        do
        {
            var page = await connection.Archives.ListImportsAsync(
                request, connection.Headers, cancellationToken: cancellationToken);
            all.AddRange(page.Imports.Select(Read));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return all;
    }

    private static BegunImport Read(UnfinishedImport import) => new()
    {
        Workspace = WorkspaceId.TryParse(import.Workspace, out var workspace)
            ? workspace
            : new WorkspaceId(import.Workspace),
        Archive = import.Archive,
        Attempt = Guid.Empty,
        Begun = import.BeginTime.ToDateTimeOffset(),
        LastStored = import.LastStoreTime.ToDateTimeOffset(),
        Rows = import.Rows,
        IsAbandoned = import.Abandoned,
    };

    private static async Task<long> AbandonAsync(
        WorkspaceId workspace, CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenExistingAsync(
            arguments.Options, PepperFile.Find(arguments.Options), cancellationToken);
        var abandoned = await ImportAbandonment.RunAsync(
            store.Store, workspace, TimeProvider.System, progress, cancellationToken);
        return abandoned.TryGet(out var done, out var failure) ? done.Rows : throw new CommandException(failure.Detail);
    }

    private static async Task<long> AbandonAsync(
        Uri server, WorkspaceId workspace, CommandArguments arguments, CancellationToken cancellationToken)
    {
        using var connection = new ServerConnection(server, arguments);
        var abandoned = await connection.Archives.AbandonImportAsync(
            new AbandonImportRequest { ImportOf = $"workspaces/{workspace.Value}" },
            connection.Headers,
            cancellationToken: cancellationToken);
        return abandoned.Rows;
    }
}
