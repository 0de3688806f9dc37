using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Tests.Host;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>
/// Every attribute by every request and every way to name it: what happens follows from the schema's words alone, and
/// what is refused has changed nothing.
/// </summary>
public sealed class CharacteristicsMatrixTests(CharacteristicsMatrixTests.MatrixHost host)
    : IClassFixture<CharacteristicsMatrixTests.MatrixHost>
{
    // They follow rules of their own beside their characteristics, and have tests of their own.
    private static readonly string[] Special = ["active", "password", "userName", "displayName", "members", "roles"];

    public sealed class MatrixHost : ScimHost
    {
        protected override ResourceCatalog Catalog => MatrixSchema.Catalog;
    }

    [Theory]
    [InlineData("Matrix", false)]
    [InlineData("Matrix", true)]
    [InlineData("User", false)]
    [InlineData("User", true)]
    [InlineData("Group", false)]
    public async Task Attribute_EveryOne_ObeysItsCharacteristics(string type, bool isStrict)
    {
        var client = isStrict ? host.ClientOf(host.Strict.Token) : host.Client;
        var targets = Targets(MatrixSchema.Catalog.FindType(type)!).ToList();
        Assert.True(type == "Group" || targets.Count > 100);

        // What follows from the schema does so on any store; a tenth shows whether the store gives back what it got.
        var asked = TestStores.AsksOfEach ? targets : targets.Where((_, index) => index % 10 == 0);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (target, _) =>
        {
            var run = new MatrixRun(client, target, isStrict, host.NewName());
            await run.CheckReadingAsync();
            await run.CheckReplacingAsync();
            await run.CheckPatchingAsync();
        });
    }

    private static IEnumerable<MatrixTarget> Targets(ResourceTypeDefinition type) => type.Extensions
        .Select(extension => (Extension: (SchemaDefinition?)extension.Schema, extension.Schema.Attributes))
        .Prepend((Extension: null, type.Schema.Attributes))
        .SelectMany(schema => schema.Attributes.Select(attribute => (schema.Extension, Attribute: attribute)))
        .Where(each => each.Extension is not null || type.Name == "Matrix" || !Special.Contains(each.Attribute.Name))
        .SelectMany(each => each.Attribute.SubAttributes
            .Where(_ => each.Attribute.Name is "parts" or "partLists" or "name" or "manager")
            .Where(sub => each.Attribute.Name != "partLists" || sub.Name != "value")
            .Select(sub => new AttributeTarget(each.Extension, each.Attribute, sub))
            .Prepend(new AttributeTarget(each.Extension, each.Attribute, null)))
        .Where(target => target.SubAttribute is not null || target.Attribute.Name is not ("parts" or "partLists"))
        .Select(target => new MatrixTarget(type, target));
}
