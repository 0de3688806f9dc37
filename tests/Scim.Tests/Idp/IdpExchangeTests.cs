using TeamAccess.Scim.Tests.Host;
using TeamAccess.TestKit.Idp;

namespace TeamAccess.Scim.Tests.Idp;

/// <summary>Every file below this folder, each in the workspace all of them share.</summary>
public sealed class IdpExchangeTests(ScimHost host) : IClassFixture<ScimHost>
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Idp");
    private static int runs;

    public static TheoryData<string> Files() => new(
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Exchange_Recorded_IsAnsweredAsTheClientExpects(string file)
    {
        var unique = $"{ScimHost.Marker}{Interlocked.Increment(ref runs)}x";
        var replay = new IdpReplay(host.Client.Http, unique).With("baseUrl", ScimHost.BaseUrl);

        Assert.Null(await replay.RunAsync(Path.Combine(Folder, file), CancellationToken.None));
    }

    [Fact]
    public void Exchanges_OfEachClient_AreThere()
    {
        string[] clients = ["entra", "okta", "onelogin", "jumpcloud", "pingone"];

        Assert.All(clients, client => Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(Folder, client), "*.json")));
    }
}
