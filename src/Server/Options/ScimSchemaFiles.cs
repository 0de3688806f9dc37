using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;

namespace TeamAccess.Server.Options;

/// <summary>The deployment's own SCIM schemas and resource types.</summary>
internal static class ScimSchemaFiles
{
    private const int MaxFileSize = 4 * 1024 * 1024;

    /// <param name="path">A file, or a directory whose <c>*.json</c> are read in order of name.</param>
    /// <exception cref="OptionException">There is nothing to read, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">A definition is wrong.</exception>
    public static ResourceCatalog Read(string path) => CatalogReader.Read([.. PathsOf(path).Select(ReadFile)]);

    private static string[] PathsOf(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new OptionException($"TEAMACCESS_SCIM_SCHEMAS names a file or directory that is not there: {path}");
        }

        var files = Directory.GetFiles(path, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0
            ? files
            : throw new OptionException($"TEAMACCESS_SCIM_SCHEMAS names a directory without any .json file: {path}");
    }

    private static SchemaFile ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxFileSize
                ? new SchemaFile(path, File.ReadAllBytes(path))
                : throw new OptionException($"{path} is larger than {MaxFileSize} bytes. Split it into several files.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new OptionException($"{path} cannot be read. Give the server's user the right to.");
        }
    }
}
