using System.Globalization;
using TeamAccess.Server.Options;
using TeamAccess.Store.LiteDb.Compaction;

namespace TeamAccess.Server.Commands;

/// <summary><c>compact</c>: gives the disk back what rows that were removed have left in the embedded store.</summary>
internal static class CompactCommand
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task RunAsync(CommandArguments arguments, Progress progress, CancellationToken cancellationToken)
    {
        var options = arguments.Options;
        if (options.Postgres is not null)
        {
            throw new OptionException("PostgreSQL compacts itself (autovacuum). compact is for the embedded store: --data.");
        }

        if (arguments is not { File: null, To: null, Server: null, Workspace: null })
        {
            throw new OptionException("compact works on a directory: --data.");
        }

        if (!EmbeddedFiles.AreIn(options.Data.FullName))
        {
            throw new CommandException($"There is no store in {options.Data.FullName}.");
        }

        progress.Title = "compacting";
        var report = await LiteDbCompaction.RunAsync(options.Data.FullName, progress, cancellationToken);
        progress.Clear();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.BytesBefore / Mebibyte:N1} MiB before, {report.BytesAfter / Mebibyte:N1} MiB now; {report.Rows.Values.Sum():N0} rows."));
    }
}
