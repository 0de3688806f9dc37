using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.FirstSync;

/// <summary>
/// A first synchronization by several workers that overlap, repeat themselves and make detours ends in exactly what was
/// meant. With <c>--faults</c> 10,000 users and 500 groups.
/// </summary>
public sealed class FirstSyncTests
{
    private const int Workers = 4;
    private const int Page = 200;

    private static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Fact]
    public async Task FirstSync_ParallelWorkersWithRepeats_EndsInTheIntendedState()
    {
        var intended = Long ? IntendedDirectory.Make(10_000, 500, seed: 1) : IntendedDirectory.Make(240, 24, seed: 1);
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var channel = server.CreateChannel();
        await SwitchBreakerOffAsync(new DirectoryService.DirectoryServiceClient(channel), server);
        using var http = server.CreateScimClient();
        var before = await ReadAsync(http, "Users", "id,userName", user => Text(user, "userName"));
        var ids = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

        // Each worker has its own share and a part of its neighbour's.
        await RunAsync(intended.Users, http, ids, (client, user) => client.ProvisionAsync(user));
        var strangers = intended.Users.Take(2).Select(user => user.UserName).ToList();
        await RunAsync(intended.Groups, http, ids, (client, group) => client.ProvisionAsync(group, strangers));

        var users = await ReadAsync(http, "Users", "userName,externalId,displayName,active", Describe);
        Assert.Equal(
            intended.Users.Select(user => $"{user.UserName}|{user.ExternalId}|{user.DisplayName}|{user.Active}").Order(StringComparer.Ordinal),
            users.Where(user => !before.Any(name => user.StartsWith(name + "|", StringComparison.Ordinal))).Order(StringComparer.Ordinal));
        var names = ids.ToDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);
        var groups = await ReadAsync(http, "Groups", "displayName,members", group => $"{Text(group, "displayName")}: {string.Join(' ', MembersOf(group, names))}");
        Assert.Equal(
            intended.Groups.Select(group => $"{group.DisplayName}: {string.Join(' ', group.Members.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
            groups.Order(StringComparer.Ordinal));

        var verified = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders);
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
    }

    // The detours switch off a good part of the directory, as the breaker should not let one.
    private static async Task SwitchBreakerOffAsync(
        DirectoryService.DirectoryServiceClient directories, ServerProcess server)
    {
        var connection = (await directories.ListConnectionsAsync(new ListConnectionsRequest(), server.OwnerHeaders)).Connections.Single();
        await directories.UpdateConnectionAsync(
            new UpdateConnectionRequest
            {
                Connection = new Connection { Name = connection.Name, BreakerMaxMembers = 0 },
                UpdateMask = new FieldMask { Paths = { "breaker_max_members" } },
            },
            server.OwnerHeaders);
    }

    private static Task RunAsync<T>(
        IReadOnlyList<T> all, HttpClient http, ConcurrentDictionary<string, string> ids, Func<SyncClient, T, Task> provisionAsync) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(async worker =>
        {
            var client = new SyncClient(http, ids, seed: worker);
            for (var i = 0; i < all.Count; i++)
            {
                if (i % Workers == worker || i % (3 * Workers) == (worker + 1) % Workers)
                {
                    await provisionAsync(client, all[i]);
                }
            }
        }));

    private static async Task<List<string>> ReadAsync(
        HttpClient http, string endpoint, string attributes, Func<JsonElement, string> describe)
    {
        var found = new List<string>();
        while (true)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(string.Create(
                CultureInfo.InvariantCulture, $"{endpoint}?attributes={attributes}&startIndex={found.Count + 1}&count={Page}"));
            var resources = page.GetProperty("Resources").EnumerateArray().Select(describe).ToList();
            found.AddRange(resources);
            if (resources.Count < Page)
            {
                Assert.Equal(page.GetProperty("totalResults").GetInt32(), found.Count);
                return found;
            }
        }
    }

    private static string Describe(JsonElement user) =>
        $"{Text(user, "userName")}|{Text(user, "externalId")}|{Text(user, "displayName")}|{user.GetProperty("active").GetBoolean()}";

    private static IEnumerable<string> MembersOf(JsonElement group, Dictionary<string, string> names) =>
        group.TryGetProperty("members", out var members)
            ? members.EnumerateArray().Select(member => names[Text(member, "value")]).Order(StringComparer.Ordinal)
            : [];

    private static string Text(JsonElement resource, string attribute) =>
        resource.TryGetProperty(attribute, out var value) ? value.GetString() ?? "" : "";
}
