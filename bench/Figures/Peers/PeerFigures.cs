using System.Globalization;
using TeamAccess.Admin.V1;
using TeamAccess.Figures.Measuring;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures.Peers;

/// <summary>
/// The same client and requests against this server, on its durable default store, and against other SCIM servers that
/// keep everything in memory only.
/// </summary>
internal static class PeerFigures
{
    private const int Page = 100;
    private const int GroupSize = 100;

    private static readonly int[] Sizes = [1_000, 10_000];

    public static async Task RunAsync(string[] arguments)
    {
        var (callers, round) = (16, TimeSpan.FromSeconds(arguments.Contains("--quick") ? 1 : 3));
        foreach (var size in Sizes)
        {
            await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
            await SwitchBreakerOffAsync(server);
            using var peer = await PeerServer.StartAsync("scimmy");
            using var ourHttp = server.CreateScimClient();
            using var theirHttp = peer.CreateClient();
            var ours = await PeerLoad.PrepareAsync(ourHttp, size, GroupSize);
            var theirs = await PeerLoad.PrepareAsync(theirHttp, size, GroupSize);
            (string Name, string Unit, Func<PeerLoad, int, int, Task> Request)[] lines =
            [
                ("GET by id", "requests/s", (load, caller, n) => load.GetAsync(caller, n)),
                ("filter userName eq", "requests/s", (load, caller, n) => load.FindAsync(caller, n)),
                ($"the first page of {Page}", "requests/s", (load, _, _) => load.ListAsync(1, Page)),
                ($"any page of {Page}", "requests/s", (load, caller, n) => load.ListAsync(1 + (load.Pick(caller, n) / Page * Page), Page)),
                ("PATCH active", "requests/s", (load, caller, n) => load.SwitchAsync(caller, n)),
                ($"add and remove a member, group of {GroupSize}", "pairs/s", (load, caller, n) => load.InAndOutAsync(caller, n)),
                ("POST", "requests/s", (load, _, _) => load.CreateAsync()),
            ];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{size:N0} users, {callers} connections. Load average {Machine.LoadAverage}."));
            foreach (var (name, unit, request) in lines)
            {
                var (cpu, theirCpu) = (new ProcessTime(server.Id), new ProcessTime(peer.Id));
                var duel = await Duel.RunAsync(
                    $"{name}, ours / scimmy-routers",
                    unit,
                    () => cpu.OfAsync(() => Load.RunAsync(callers, round, (caller, n) => request(ours, caller, n))),
                    () => theirCpu.OfAsync(() => Load.RunAsync(callers, round, (caller, n) => request(theirs, caller, n))));
                Console.WriteLine($"{duel}; CPU of the server for each: {cpu} / {theirCpu}");
            }
        }

        Console.WriteLine($"Load average {Machine.LoadAverage}.");
    }

    // Thousands of deactivations are what this measures.
    private static async Task SwitchBreakerOffAsync(ServerProcess server)
    {
        using var channel = server.CreateChannel();
        var directories = new DirectoryService.DirectoryServiceClient(channel);
        var connections = await directories.ListConnectionsAsync(new ListConnectionsRequest(), server.OwnerHeaders);
        await directories.UpdateConnectionAsync(
            new UpdateConnectionRequest
            {
                Connection = new Connection { Name = connections.Connections[0].Name, BreakerMaxMembers = 0 },
                UpdateMask = new() { Paths = { "breaker_max_members" } },
            },
            server.OwnerHeaders);
    }
}
