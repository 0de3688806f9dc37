using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>Promise 4: kill -9 in the middle of writes loses nothing that was acknowledged.</summary>
public sealed class CrashTests
{
    private const int Writers = 8;

    private static int Rounds => Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1" ? 25 : 3;

    [Fact]
    public async Task Kill_UnderLoad_EveryAcknowledgedWriteIsThereAndTheChainVerifies()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var random = new Random(20260301);
        for (var round = 0; round < Rounds; round++)
        {
            using var client = server.CreateScimClient();
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(w => WriteAsync(client, $"r{round}w{w}", acknowledged, stop.Token)).ToList();
            await WaitForMoreAsync(acknowledged, acknowledged.Count + 30 + random.Next(100));
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);

            await server.RestartAsync();
            await AssertLedgerHoldsAsync(server, acknowledged);
        }

    }

    private static async Task WaitForMoreAsync(ConcurrentDictionary<string, bool> acknowledged, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (acknowledged.Count < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private static async Task WriteAsync(
        HttpClient client, string prefix, ConcurrentDictionary<string, bool> acknowledged, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
            {
                using var created = await client.PostAsJsonAsync("Users", new { userName = $"{prefix}n{i}" }, cancellationToken);
                if (created.StatusCode != HttpStatusCode.Created)
                {
                    continue;
                }

                var id = (await created.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
                acknowledged[id] = true;
                using var body = JsonContent.Create(new { Operations = new[] { new { op = "replace", path = "active", value = false } } });
                using var patched = await client.PatchAsync($"Users/{id}", body, cancellationToken);
                if (patched.IsSuccessStatusCode)
                {
                    acknowledged[id] = false;
                }
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone; what it has not acknowledged may be there or not.
        }
        catch (OperationCanceledException)
        {
        }
        catch (IOException)
        {
        }
    }

    private static async Task AssertLedgerHoldsAsync(ServerProcess server, ConcurrentDictionary<string, bool> acknowledged)
    {
        using var client = server.CreateScimClient();
        var found = new Dictionary<string, bool>();
        for (var start = 1; ; start += 200)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(
                string.Create(CultureInfo.InvariantCulture, $"Users?startIndex={start}&count=200&attributes=active"));
            var resources = page.GetProperty("Resources").EnumerateArray().ToList();
            foreach (var resource in resources)
            {
                found[resource.GetProperty("id").GetString()!] = resource.GetProperty("active").GetBoolean();
            }

            if (resources.Count < 200)
            {
                Assert.Equal(page.GetProperty("totalResults").GetInt32(), found.Count);
                break;
            }
        }

        // A deactivation that was not acknowledged may have happened; one that was must have.
        Assert.DoesNotContain(acknowledged, entry => !found.TryGetValue(entry.Key, out var active) || (active && !entry.Value));
        using var channel = server.CreateChannel();
        var verified = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders);
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
    }
}
