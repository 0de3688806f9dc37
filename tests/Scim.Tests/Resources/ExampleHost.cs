using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>The SCIM door with the resource types of <c>docs/examples/scim-schemas</c>.</summary>
public sealed class ExampleHost : ScimHost
{
    protected override ResourceCatalog Catalog { get; } = CatalogReader.Read(
    [
        .. Directory.GetFiles(Path.Combine(Root(), "docs", "examples", "scim-schemas"), "*.json")
            .Select(path => new SchemaFile(Path.GetFileName(path), File.ReadAllBytes(path))),
    ]);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "TeamAccess.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return directory.FullName;
    }
}
