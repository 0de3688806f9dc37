using System.Reflection;
using System.Xml.Linq;

namespace TeamAccess.Architecture.Tests;

/// <summary>Server → {Scim, Admin, Store} → Domain → Protocol, and nothing across.</summary>
public sealed class DependencyDirectionTests
{
    public static TheoryData<string, string> Allowed => new()
    {
        { "Protocol", "" },
        { "Domain", "Protocol" },
        { "Store", "Domain Protocol" },
        { "Scim", "Domain Protocol" },
        { "Admin", "Domain Protocol" },
        { "Server", "Scim Admin Store Domain Protocol" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Assembly_RefersToOurs_OnlyTheListed(string project, string allowed)
    {
        var ours = Assembly.Load($"TeamAccess.{project}").GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("TeamAccess.", StringComparison.Ordinal))
            .Select(name => name["TeamAccess.".Length..]);

        Assert.Empty(ours.Except(allowed.Split(' ')));
    }

    // A project reference that no code uses leaves no trace in the assembly.
    [Theory]
    [MemberData(nameof(Allowed))]
    public void ProjectFile_RefersToOurs_OnlyTheListed(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(SourceTree.Root, "src", project, $"{project}.csproj"));

        var referred = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Empty(referred.Except(allowed.Split(' ')));
    }

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Domain")]
    [InlineData("Store")]
    public void Core_RefersToTheWebOrGrpc_Never(string project) => Assert.DoesNotContain(
        Assembly.Load($"TeamAccess.{project}").GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || reference.Name.StartsWith("Grpc", StringComparison.Ordinal));

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Domain")]
    [InlineData("Scim")]
    [InlineData("Admin")]
    public void AllButTheStore_ReferToAnEngine_Never(string project) => Assert.DoesNotContain(
        Assembly.Load($"TeamAccess.{project}").GetReferencedAssemblies(), reference => reference.Name == "LiteDB");

    [Fact]
    public void Protocol_NeedsPackages_Never()
    {
        var file = XDocument.Load(Path.Combine(SourceTree.Root, "src", "Protocol", "Protocol.csproj"));

        Assert.Empty(file.Descendants("PackageReference"));
    }
}
