using System.Globalization;
using TeamAccess.Store.Archives;
using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Server.Commands;

/// <summary>
/// Tells how far a command is: as a bar that moves on a terminal, else as a line now and then. To standard error, since
/// standard output may be an archive.
/// </summary>
internal sealed class Progress(TextWriter output, bool isTerminal)
    : IProgress<ArchiveProgress>, IProgress<VerificationProgress>, IProgress<CompactionProgress>, IProgress<TransferProgress>,
      IDisposable
{
    private const int Width = 30;
    private const double Mebibyte = 1024 * 1024;

    private static readonly TimeSpan BarEach = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEach = TimeSpan.FromSeconds(5);

    private long last = TimeProvider.System.GetTimestamp();
    private bool shown;

    /// <summary>What is being done, in front of the numbers.</summary>
    public string Title { get; set; } = "";

    public void Report(ArchiveProgress value)
    {
        var rows = value.Rows.ToString("N0", CultureInfo.InvariantCulture);
        var where = value.Workspace is { } workspace ? $" {workspace.Value}" : "";
        Show($"{rows} rows{where}", value.Done);
    }

    public void Report(VerificationProgress value) => Show(
        $"{value.Stage} {value.Done.ToString("N0", CultureInfo.InvariantCulture)}",
        value.Total > 0 ? (double)value.Done / value.Total : null);

    public void Report(TransferProgress value) => Show(
        $"{(value.Done / Mebibyte).ToString("N1", CultureInfo.InvariantCulture)} MiB",
        value.Total is { } total and > 0 ? (double)value.Done / total : null);

    public void Report(CompactionProgress value)
    {
        Title = value.Phase switch
        {
            CompactionPhase.Verify => "verifying",
            CompactionPhase.Copy => "copying",
            CompactionPhase.Compare => "comparing",
        };
        Report(new VerificationProgress(value.Stage, value.Done, value.Total));
    }

    /// <summary>Takes the bar away, so that what is written next stands on a line of its own.</summary>
    public void Clear()
    {
        if (shown)
        {
            output.Write("\r\u001b[K");
            shown = false;
        }
    }

    public void Dispose() => Clear();

    private void Show(string what, double? done)
    {
        if (TimeProvider.System.GetElapsedTime(last) < (isTerminal ? BarEach : LineEach))
        {
            return;
        }

        last = TimeProvider.System.GetTimestamp();
        var text = $"{Title}: {what}";
        if (isTerminal)
        {
            output.Write($"\r\u001b[K{BarOf(done)}{text}");
            shown = true;
        }
        else
        {
            output.WriteLine(done is { } part ? $"{text} ({part.ToString("P0", CultureInfo.InvariantCulture)})" : text);
        }
    }

    private static string BarOf(double? done)
    {
        if (done is not { } part)
        {
            return "";
        }

        var filled = (int)(Math.Clamp(part, 0, 1) * Width);
        return $"[{new string('#', filled)}{new string('.', Width - filled)}] ";
    }
}
