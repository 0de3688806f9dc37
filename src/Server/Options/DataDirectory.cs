namespace TeamAccess.Server.Options;

/// <summary>The directory that holds everything.</summary>
internal static class DataDirectory
{
    /// <summary>Makes the directory, for the server's user alone, when it is missing.</summary>
    /// <returns>Whether nothing of ours was in it.</returns>
    public static bool Prepare(DirectoryInfo data)
    {
        if (!data.Exists)
        {
            Directory.CreateDirectory(
                data.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return true;
        }

        return !data.EnumerateFiles("teamaccess.*").Any();
    }
}
