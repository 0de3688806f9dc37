namespace TeamAccess.Server.Commands;

/// <summary>The files of the embedded store in a directory.</summary>
internal static class EmbeddedFiles
{
    private const string Data = "teamaccess.db";
    private const string Log = "teamaccess.log";

    public static bool AreIn(string directory) => File.Exists(Path.Combine(directory, Data));

    /// <summary>
    /// Moves a store that was closed cleanly. The data file comes last: before it is there, nothing is; and from then on
    /// the store is whole, because its log is empty.
    /// </summary>
    /// <exception cref="IOException">There is a store already.</exception>
    public static void Move(string from, string to)
    {
        File.Move(Path.Combine(from, Log), Path.Combine(to, Log), overwrite: !AreIn(to));
        File.Move(Path.Combine(from, Data), Path.Combine(to, Data), overwrite: false);
        Directory.Delete(from, recursive: true);
    }
}
