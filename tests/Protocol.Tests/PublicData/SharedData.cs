using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Tests.PublicData;

/// <summary>Cases of public projects, read where a checkout has them beside it and absent elsewhere.</summary>
internal static class SharedData
{
    /// <summary>The file's cases; none when there is no such file.</summary>
    internal static IReadOnlyList<JsonObject> Cases(string file) =>
        Find(file) is { } path ? [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(node => node!.AsObject())] : [];

    /// <summary><c>TEAMACCESS_SHARED/data</c>, or <c>shared/data</c> in this folder or one above it.</summary>
    private static string? Find(string file)
    {
        if (Environment.GetEnvironmentVariable("TEAMACCESS_SHARED") is { Length: > 0 } shared)
        {
            return Existing(Path.Combine(shared, "data", file));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", file)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
