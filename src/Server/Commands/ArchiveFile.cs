using System.Globalization;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Server.Commands;

/// <summary>Archives as files.</summary>
internal static class ArchiveFile
{
    /// <summary>
    /// Writes an archive under another name, reads it back to its end, and only then gives it its own: whatever has that
    /// name is whole, on the disk, and readable by its owner alone.
    /// </summary>
    /// <returns>What it holds, for people.</returns>
    /// <exception cref="CommandException">The file is there already.</exception>
    /// <exception cref="ArchiveException">What was written is damaged.</exception>
    public static async Task<string> WriteAsync(
        string path, Func<Stream, Task> write, Progress progress, CancellationToken cancellationToken)
    {
        RequireNew(path);
        var draft = $"{path}.{Environment.ProcessId}.part";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        try
        {
            await using (var output = new FileStream(draft, options))
            {
                await write(output);
                await output.FlushAsync(cancellationToken);
                DiskFlush.File(output.SafeFileHandle, draft);
            }

            return await FinishAsync(draft, path, progress, cancellationToken);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <exception cref="CommandException">The file is there already.</exception>
    public static void RequireNew(string path)
    {
        if (File.Exists(path))
        {
            throw new CommandException($"{path} is there already. Name another file, or remove it.");
        }
    }

    /// <summary>Reads what was written back to its end, and gives it its name.</summary>
    /// <inheritdoc cref="VerifyAsync"/>
    public static async Task<string> FinishAsync(
        string draft, string path, Progress progress, CancellationToken cancellationToken)
    {
        progress.Title = "reading back";
        var summary = await VerifyAsync(draft, progress, cancellationToken);
        File.Move(draft, path, overwrite: false);
        return summary;
    }

    /// <summary>Reads an archive to its end.</summary>
    /// <returns>What it holds, for people.</returns>
    /// <exception cref="ArchiveException">It is damaged, or its rows do not agree with each other.</exception>
    public static async Task<string> VerifyAsync(string path, Progress progress, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(path);
        var (header, trailer, check) = await ArchiveImport.VerifyAsync(
            input, ImportLimits.None, progress, cancellationToken);
        if (check.Findings.Count > 0)
        {
            throw new ArchiveException("The archive's rows do not agree:" + Describe(check));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{check.Workspaces.Count} workspaces, {check.Rows:N0} rows as of {header.Made:u}, SHA-256 {trailer.Sha256}");
    }

    public static string Describe(ContentCheck check) => string.Concat(
        check.Findings.Select(finding => $"{Environment.NewLine}  {finding.Workspace.Value}: {finding.Problem}"));
}
