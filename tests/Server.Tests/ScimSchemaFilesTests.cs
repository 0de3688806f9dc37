using Microsoft.Extensions.Configuration;
using TeamAccess.Server.Options;

namespace TeamAccess.Server.Tests;

/// <summary><c>--scim-schemas</c>: a file or a directory, or a clear word.</summary>
public sealed class ScimSchemaFilesTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("scim-schemas");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void Read_FileOrDirectory_AddsWhatIsInIt()
    {
        var file = Write("b.json", """{"name":"Thing","endpoint":"/Things","schema":"urn:example:Thing"}""");
        Write("a.json", """{"id":"urn:example:Thing","attributes":[{"name":"a"}]}""");
        Write("notes.txt", "no JSON");

        Assert.Equal("/Things", ScimSchemaFiles.Read(directory.FullName).Custom.Single().Endpoint);
        var alone = Assert.Throws<InvalidDataException>(() => ScimSchemaFiles.Read(file));
        Assert.Contains("there is no schema urn:example:Thing", StartFailure.Describe(alone), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingThere_SaysWhichOption()
    {
        foreach (var path in new[] { directory.FullName, Path.Combine(directory.FullName, "none.json") })
        {
            var thrown = Assert.Throws<OptionException>(() => ScimSchemaFiles.Read(path));
            Assert.Contains("TEAMACCESS_SCIM_SCHEMAS", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Option_OnTheCommandLine_IsTakenOver()
    {
        var values = CommandLine.Read(["--scim-schemas", "x"]);

        Assert.Equal("x", ServerOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).ScimSchemas);
        Assert.Null(ServerOptionsReader.Read(new ConfigurationBuilder().Build()).ScimSchemas);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
