using TeamAccess.TestKit.Idp;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>The recorded exchanges of identity providers, against the process and the embedded store.</summary>
public sealed class IdpExchangeTests
{
    [Fact]
    public async Task Exchanges_AllOfThemInOneWorkspace_AreAnsweredAsTheClientsExpect()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var client = server.CreateScimClient();
        var folder = Path.Combine(AppContext.BaseDirectory, "Idp");
        var failures = new List<string>();
        var run = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (await new IdpReplay(client, $"process{++run}x").RunAsync(file, CancellationToken.None) is { } failure)
            {
                failures.Add($"{Path.GetRelativePath(folder, file)}: {failure}");
            }
        }

        Assert.Empty(failures);
        Assert.True(run > 10, $"Only {run} exchanges were found.");
    }
}
