using System.Globalization;
using TeamAccess.Admin.V1;
using TeamAccess.Figures.Measuring;
using TeamAccess.Figures.Seeding;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures.Memory;

/// <summary>
/// What the embedded engine keeps in memory while everything it has is read, and whether anybody waits behind that.
/// </summary>
internal static class MemoryFigures
{
    private const int ScimPage = 200;
    private const int RpcPage = 200;

    public static async Task RunAsync(string[] arguments)
    {
        var size = arguments.Contains("--full") ? SeedSize.Full : SeedSize.Small;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Seeding {size.Members:N0} members, {size.Groups:N0} groups, {size.Events:N0} audit events. Load average {Machine.LoadAverage}."));
        var (server, directory) = arguments.FirstOrDefault(argument => !argument.StartsWith('-')) is { } kept
            ? await SeededServer.StartAsync(size, new DirectoryInfo(kept))
            : await SeededServer.StartAsync(size);
        await using var running = server;
        await using var memory = new ProcessMemory(server.Id);
        using var http = server.CreateScimClient();
        http.Timeout = TimeSpan.FromMinutes(10);
        var (scim, pages) = (new ScimLoad(http), new Pages(http));
        using var channel = server.CreateChannel();
        var audit = new AuditService.AuditServiceClient(channel);
        var phases = new Phases(memory, scim, directory);

        await phases.RunAsync("nothing beside them", async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            return 0;
        });
        await phases.RunAsync("every user, by cursor", () => pages.ReadAllAsync("Users", ScimPage));
        await phases.RunAsync("every group without members, by cursor", () => pages.ReadAllAsync("Groups", ScimPage, "&excludedAttributes=members"));
        await phases.RunAsync("every group with its members, by cursor", () => pages.ReadAllAsync("Groups", ScimPage));
        await phases.RunAsync("the group of everybody, three times", async () =>
        {
            for (var n = 0; n < 3; n++)
            {
                await scim.GetAsync($"Groups/{directory.Groups[0]}");
            }

            return size.Members;
        });
        await phases.RunAsync("every audit event, by page", () => QueryAllAsync(audit, server));
        await phases.RunAsync("VerifyChain", async () =>
        {
            var verified = await audit.VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders);
            return verified.Intact ? verified.Events : throw new InvalidOperationException($"The chain breaks at {verified.BrokenAt}.");
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"resident at most {memory.PeakEver:F0} MiB since the start, {memory.Now:F0} MiB now. Load average {Machine.LoadAverage}."));
    }

    private static async Task<long> QueryAllAsync(AuditService.AuditServiceClient audit, ServerProcess server)
    {
        var request = new QueryAuditEventsRequest { PageSize = RpcPage };
        var events = 0L;
        do
        {
            var page = await audit.QueryAuditEventsAsync(request, server.OwnerHeaders);
            events += page.AuditEvents.Count;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return events;
    }
}
