using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>What size costs: finding one of 100,000 members, and adding one to a group of 100,000.</summary>
internal static class SizeFigures
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int MembersAtOnce = 500;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await using var small = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        await using var large = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var smallHttp = small.CreateScimClient();
        using var largeHttp = large.CreateScimClient();
        var (few, many) = (new ScimLoad(smallHttp), new ScimLoad(largeHttp));
        await PopulateAsync(few, Few);
        var ids = await PopulateAsync(many, Many);

        Console.WriteLine(await Duel.RunAsync(
            $"userName eq among {Many:N0} / among {Few:N0}",
            "requests/s",
            () => Load.RunAsync(1, Round, (_, n) => many.FindAsync(NameOf(Pick(n, Many)))),
            () => Load.RunAsync(1, Round, (_, n) => few.FindAsync(NameOf(Pick(n, Few))))));

        var (tiny, huge) = (await many.CreateGroupAsync("tiny"), await many.CreateGroupAsync("huge"));
        await many.AddMembersAsync(tiny, ids[..10]);
        foreach (var some in ids[..^1].Chunk(MembersAtOnce))
        {
            await many.AddMembersAsync(huge, some);
        }

        Console.WriteLine(await Duel.RunAsync(
            $"add and remove a member, group of {Many:N0} / of 10",
            "pairs/s",
            () => Load.RunAsync(1, Round, (_, _) => InAndOutAsync(many, huge, ids[^1])),
            () => Load.RunAsync(1, Round, (_, _) => InAndOutAsync(many, tiny, ids[^1]))));
    }

    private static async Task InAndOutAsync(ScimLoad scim, string group, string user)
    {
        await scim.AddMembersAsync(group, [user]);
        await scim.RemoveMemberAsync(group, user);
    }

    private static async Task<string[]> PopulateAsync(ScimLoad scim, int users)
    {
        var ids = new string[users];
        await Load.EachAsync(64, Enumerable.Range(0, users), async n => ids[n] = await scim.CreateUserAsync(NameOf(n)));
        return ids;
    }

    private static string NameOf(int n) => $"person.{n}@figures.test";

    private static int Pick(int n, int count) => (int)((long)n * 7919 % count);
}
