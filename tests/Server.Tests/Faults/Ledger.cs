using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>
/// What a server has acknowledged to writers that create people and deactivate them, and what it answered else.
/// </summary>
internal sealed class Ledger
{
    // The breaker holds a directory that switches off more than 500 members and more than there were to begin with.
    private const int MostDeactivated = 400;

    private readonly ConcurrentDictionary<string, bool> acknowledged = new(); // id to active
    private readonly ConcurrentBag<string> wrong = [];
    private int names;
    private int unavailable;
    private int writes;
    private int deactivations;

    public static bool Long { get; } = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    /// <summary>Acknowledged requests.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>Answers of 503.</summary>
    public int Unavailable => Volatile.Read(ref unavailable);

    /// <summary>Answers that no fault excuses.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>An id that was acknowledged.</summary>
    public string AnId => acknowledged.Keys.First();

    /// <summary>Starts writers that go on until they are stopped or the server is gone.</summary>
    public Task WriteAsync(ServerProcess server, int writers, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(0, writers).Select(_ => Task.Run(() => RunWriterAsync(server, stop), CancellationToken.None)));

    /// <summary>Creates one person and takes note of the answer.</summary>
    public async Task<HttpResponseMessage> CreateAsync(HttpClient client, CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"p{Interlocked.Increment(ref names)}");
        var answer = await client.PostAsJsonAsync("Users", new { userName = name }, cancellationToken);
        Note(answer, HttpStatusCode.Created);
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
            acknowledged[id] = true;
            Interlocked.Increment(ref writes);
        }

        return answer;
    }

    public async Task WaitForWritesAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Writes < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>
    /// Everything acknowledged is there, the counts agree, the log of changes is whole, and nothing was answered that no
    /// fault excuses.
    /// </summary>
    public async Task AssertHoldsAsync(ServerProcess server)
    {
        Assert.Empty(Wrong);
        using var client = server.CreateScimClient();
        var found = await ListAsync(client);

        // A deactivation that was not acknowledged may have happened; one that was must have.
        var lost = acknowledged.Where(entry => !found.TryGetValue(entry.Key, out var active) || (active && !entry.Value));
        Assert.Empty(lost);
        using var channel = server.CreateChannel();
        var verified = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders);
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
    }

    private static async Task<Dictionary<string, bool>> ListAsync(HttpClient client)
    {
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
                return found;
            }
        }
    }

    private async Task RunWriterAsync(ServerProcess server, CancellationToken stop)
    {
        using var client = server.CreateScimClient();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await CreateAsync(client, stop);
                if (answer.StatusCode != HttpStatusCode.Created)
                {
                    await Task.Delay(20, stop); // nobody asks a failing server without a pause
                    continue;
                }

                if (Interlocked.Increment(ref deactivations) > MostDeactivated)
                {
                    continue;
                }

                var id = answer.Headers.Location!.Segments[^1];
                using var body = JsonContent.Create(new { Operations = new[] { new { op = "replace", path = "active", value = false } } });
                using var patched = await client.PatchAsync($"Users/{id}", body, stop);
                Note(patched, HttpStatusCode.OK);
                if (patched.IsSuccessStatusCode)
                {
                    acknowledged[id] = false;
                    Interlocked.Increment(ref writes);
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException)
        {
            // The server is gone; what it has not acknowledged may be there or not.
        }
    }

    private void Note(HttpResponseMessage answer, HttpStatusCode expected)
    {
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Interlocked.Increment(ref unavailable);
            if (answer.Headers.RetryAfter is null)
            {
                wrong.Add("503 without Retry-After");
            }
        }
        else if (answer.StatusCode != expected)
        {
            wrong.Add($"{(int)answer.StatusCode} instead of {(int)expected}");
        }
    }
}
