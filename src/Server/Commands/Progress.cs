using System.Globalization;
using TeamAccess.Store.Archives;

namespace TeamAccess.Server.Commands;

/// <summary>
/// Tells how far a command is: as a bar that moves on a terminal, else as a line now and then. To standard error, since
/// standard output may be an archive.
/// </summary>
internal sealed class Progress(TextWriter output, bool isTerminal) : IProgress<ArchiveProgress>, IDisposable
{
    private const int Width = 30;

    private static readonly TimeSpan BarEach = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEach = TimeSpan.FromSeconds(5);

    private long last = TimeProvider.System.GetTimestamp();
    private bool shown;

    /// <summary>What is being done, in front of the numbers.</summary>
    public string Title { get; set; } = "";

    public void Report(ArchiveProgress value)
    {
        if (TimeProvider.System.GetElapsedTime(last) < (isTerminal ? BarEach : LineEach))
        {
            return;
        }

        last = TimeProvider.System.GetTimestamp();
        var rows = value.Rows.ToString("N0", CultureInfo.InvariantCulture);
        var where = value.Workspace is { } workspace ? $" {workspace.Value}" : "";
        var text = $"{Title}: {rows} rows{where}";
        if (isTerminal)
        {
            output.Write($"\r\u001b[K{BarOf(value.Done)}{text}");
            shown = true;
        }
        else
        {
            output.WriteLine(value.Done is { } done ? $"{text} ({done.ToString("P0", CultureInfo.InvariantCulture)})" : text);
        }
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
