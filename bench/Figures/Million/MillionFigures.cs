using System.Diagnostics;
using System.Globalization;
using TeamAccess.Figures.Measuring;
using TeamAccess.Figures.Memory;
using TeamAccess.Figures.Seeding;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Figures.Million;

/// <summary>One workspace of a million members on PostgreSQL, beside one of a thousand on the same database server.</summary>
internal static class MillionFigures
{
    private const int Few = 1_000;
    private const int LargeGroup = 100_000;
    private const int SmallGroup = 10;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string[] arguments)
    {
        var many = arguments.Contains("--full") || arguments.Length == 0 ? 1_000_000 : 100_000;
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        var (smallSchema, largeSchema) = (await cluster.CreateSchemaAsync(), await cluster.CreateSchemaAsync());
        var size = new SeedSize(Few, 2, 0);
        var (small, smallIds) = await SeededServer.StartAsync(size, smallSchema);
        await using var smallServer = small;
        var (large, largeIds) = await SeededServer.StartAsync(size, largeSchema);
        await using var largeServer = large;
        var clock = Stopwatch.StartNew();
        await using (var rows = new MillionRows(largeSchema))
        {
            await rows.AddMembersAsync(Few, many);
            await rows.AddMembershipsAsync(largeIds.Groups[0], LargeGroup);
            await rows.AnalyzeAsync();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{many:N0} members seeded in {clock.Elapsed.TotalSeconds:F0} s. Load average {Machine.LoadAverage}."));
        using var smallHttp = small.CreateScimClient();
        using var largeHttp = large.CreateScimClient();
        var (few, lots) = (new ScimLoad(smallHttp), new ScimLoad(largeHttp));
        await CompareAsync("userName eq", many, (scim, n) => scim.FindAsync(People.UserNameOf(n)), few, lots);
        await CompareAsync(
            "externalId eq",
            many,
            (scim, n) => scim.GetAsync("Users?filter=" + Uri.EscapeDataString($"externalId eq \"{People.ExternalIdOf(n)}\"")),
            few,
            lots);

        var tiny = await lots.CreateGroupAsync("tiny");
        await lots.AddMembersAsync(tiny, largeIds.Members[..SmallGroup]);
        var newcomer = await lots.CreateUserAsync("newcomer@figures.test");
        Console.WriteLine(await Duel.RunAsync(
            $"add and remove a member, group of {LargeGroup:N0} / of {SmallGroup}, among {many:N0}",
            "pairs/s",
            () => Load.RunAsync(1, Round, (_, _) => InAndOutAsync(lots, largeIds.Groups[0], newcomer)),
            () => Load.RunAsync(1, Round, (_, _) => InAndOutAsync(lots, tiny, newcomer))));
        Console.WriteLine(await Duel.RunAsync(
            $"change one of {many:N0} / of {Few:N0}",
            "changes/s",
            () => Load.RunAsync(1, Round, (_, n) => lots.RetitleAsync(largeIds.Members[n % Few], $"Title {n}")),
            () => Load.RunAsync(1, Round, (_, n) => few.RetitleAsync(smallIds.Members[n % Few], $"Title {n}"))));

        await using var memory = new ProcessMemory(large.Id);
        clock.Restart();
        var read = await new Pages(largeHttp).ReadAllAsync("Users", 200, "&excludedAttributes=groups");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"every user without groups, by cursor: {read:N0} in {clock.Elapsed.TotalSeconds:F0} s; the server was resident with at most {memory.PeakEver:F0} MiB. Load average {Machine.LoadAverage}."));
    }

    private static async Task CompareAsync(string name, int many, Func<ScimLoad, int, Task> request, ScimLoad few, ScimLoad lots) =>
        Console.WriteLine(await Duel.RunAsync(
            $"{name} among {many:N0} / among {Few:N0}",
            "requests/s",
            () => Load.RunAsync(1, Round, (_, n) => request(lots, (int)(n * 7919L % many))),
            () => Load.RunAsync(1, Round, (_, n) => request(few, (int)(n * 7919L % Few)))));

    private static async Task InAndOutAsync(ScimLoad scim, string group, string user)
    {
        await scim.AddMembersAsync(group, [user]);
        await scim.RemoveMemberAsync(group, user);
    }
}
