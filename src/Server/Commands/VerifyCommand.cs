using System.Globalization;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;
using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Server.Commands;

/// <summary><c>verify</c>: whether an archive or a store is whole.</summary>
internal static class VerifyCommand
{
    private const int MaxShown = 20;

    public static async Task RunAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        progress.Title = "verifying";
        if (arguments.Server is not null || arguments.To is not null)
        {
            throw new OptionException("verify reads an archive or a store; of a server that runs make a backup and verify that.");
        }

        if (arguments.File is { } file)
        {
            var summary = await ArchiveFile.VerifyAsync(file, progress, cancellationToken);
            progress.Clear();
            await Console.Out.WriteLineAsync($"{file} is whole: {summary}");
            return;
        }

        if (arguments.Options.Postgres is null)
        {
            await VerifyEmbeddedAsync(arguments, progress, cancellationToken);
            return;
        }

        await using var store = await OpenStore.OpenExistingAsync(
            arguments.Options, PepperFile.Find(arguments.Options), cancellationToken);
        await using var snapshot = await store.Snapshots.OpenSnapshotAsync(cancellationToken);
        var check = await ContentCheck.RunAsync(snapshot, arguments.Workspace, progress, cancellationToken);
        progress.Clear();
        if (check.Findings.Count > 0)
        {
            throw new CommandException("The store's rows do not agree:" + ArchiveFile.Describe(check));
        }

        var begun = await ImportCommand.ListAsync(store.Store, cancellationToken);
        if (arguments.Workspace is { } one && check.Workspaces.Count == 0)
        {
            throw new CommandException(begun.Any(import => import.Workspace == one)
                ? ImportCommand.Unfinished(one)
                : $"There is no workspace {one.Value}.");
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The store is whole: {check.Workspaces.Count} workspaces, {check.Rows:N0} rows. The audit logs verify."));
        await TellAsync(arguments.Workspace is null ? [.. begun.Select(import => import.Workspace.Value)] : []);
    }

    private static async Task TellAsync(IReadOnlyList<string> begun)
    {
        if (begun is [var first, ..])
        {
            await Console.Out.WriteLineAsync(
                $"{begun.Count} imports were begun and not finished, such as that of {first}. Their rows are no "
                + "workspace's, and not verified until they are: finish such an import, or abandon it (import --list, "
                + "import --abandon).");
        }
    }

    // The files themselves, down to each page: a damaged one may not even open.
    private static async Task VerifyEmbeddedAsync(
        CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        if (arguments.Workspace is not null)
        {
            throw new OptionException("An embedded store is verified as a whole; leave --workspace out.");
        }

        var directory = arguments.Options.Data.FullName;
        if (!EmbeddedFiles.AreIn(directory))
        {
            throw new CommandException($"There is no store in {directory}.");
        }

        var report = await LiteDbVerification.RunAsync(directory, progress, cancellationToken);
        progress.Clear();
        if (!report.IsIntact)
        {
            throw new CommandException(
                $"The store is damaged, in {report.FindingCount} places. Restore it from a backup; the first are:"
                + string.Concat(report.Findings.Take(MaxShown).Select(Describe)));
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The store is whole: {report.Rows.GetValueOrDefault("workspaces")} workspaces, {report.Rows.Values.Sum():N0} rows in {report.Pages:N0} pages. The audit logs verify."));
        await TellAsync(report.BegunImports);
        if (LeftByCompaction.In(directory) is [var left, ..])
        {
            await Console.Out.WriteLineAsync(
                $"{left} is what a compaction has left that was killed. Nothing needs it; the next start or compact takes it away.");
        }
    }

    private static string Describe(VerificationFinding finding)
    {
        var place = string.Join(' ', new[] { finding.Table, finding.Id }.OfType<string>());
        return $"{Environment.NewLine}  {finding.Subject}{(place.Length > 0 ? $" {place}" : "")}: {finding.Problem}";
    }
}
