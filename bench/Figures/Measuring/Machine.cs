namespace TeamAccess.Figures.Measuring;

internal static class Machine
{
    /// <summary>The load averages of 1, 5 and 15 minutes, which say what else was going on.</summary>
    public static string LoadAverage => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}
