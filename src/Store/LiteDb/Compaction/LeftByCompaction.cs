using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>The files of a compaction that was killed before its end. They are half a copy, and nothing needs them.</summary>
public static class LeftByCompaction
{
    /// <returns>The paths of those that are there.</returns>
    public static IReadOnlyList<string> In(string directory) =>
        [.. DatabaseCopy.NewFiles.Select(name => Path.Combine(directory, name)).Where(File.Exists)];

    internal static void Delete(ICompactionDirectory directory)
    {
        foreach (var name in DatabaseCopy.NewFiles)
        {
            directory.Delete(name);
        }
    }

    /// <summary>The same for who can do without it: all that they take is space.</summary>
    internal static void TryDelete(IStorageDirectory directory)
    {
        try
        {
            if (directory is ICompactionDirectory real)
            {
                Delete(real);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
