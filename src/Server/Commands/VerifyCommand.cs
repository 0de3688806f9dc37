using System.Globalization;
using TeamAccess.Server.Options;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary><c>verify</c>: whether an archive or a store is whole.</summary>
internal static class VerifyCommand
{
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

        await using var store = await OpenStore.OpenExistingAsync(
            arguments.Options, PepperFile.Find(arguments.Options), cancellationToken);
        await using var snapshot = await store.Snapshots.OpenSnapshotAsync(cancellationToken);
        var check = await ContentCheck.RunAsync(snapshot, arguments.Workspace, progress, cancellationToken);
        progress.Clear();
        if (check.Findings.Count > 0)
        {
            throw new CommandException("The store's rows do not agree:" + ArchiveFile.Describe(check));
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The store is whole: {check.Workspaces.Count} workspaces, {check.Rows:N0} rows. The audit logs verify."));
    }
}
