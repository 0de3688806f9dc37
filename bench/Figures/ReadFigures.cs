using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>Reads of one user among 10,000, beside a bare endpoint that answers the same bytes.</summary>
internal static class ReadFigures
{
    private const int Users = 10_000;
    private const int Callers = 16;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var http = server.CreateScimClient();
        var scim = new ScimLoad(http);
        var ids = new string[Users];
        await Load.EachAsync(64, Enumerable.Range(0, Users), async n => ids[n] = await scim.CreateUserAsync(NameOf(n)));

        using var one = await BareServer.StartAsync(await http.GetStringAsync($"Users/{ids[0]}"));
        using var list = await BareServer.StartAsync(
            await http.GetStringAsync($"Users?filter=userName%20eq%20%22{NameOf(0)}%22"));
        using var bare = new HttpClient();
        var plain = new ScimLoad(bare);

        Console.WriteLine(await Duel.RunAsync(
            "GET /Users/{id} / bare endpoint",
            "requests/s",
            () => Load.RunAsync(Callers, Round, (caller, n) => scim.GetAsync($"Users/{ids[Pick(caller, n)]}")),
            () => Load.RunAsync(Callers, Round, (_, _) => plain.GetAsync(one.Address.AbsoluteUri))));
        Console.WriteLine(await Duel.RunAsync(
            "GET /Users?filter=userName eq / bare endpoint",
            "requests/s",
            () => Load.RunAsync(Callers, Round, (caller, n) => scim.FindAsync(NameOf(Pick(caller, n)))),
            () => Load.RunAsync(Callers, Round, (_, _) => plain.GetAsync(list.Address.AbsoluteUri))));
    }

    private static string NameOf(int n) => $"person.{n}@figures.test";

    private static int Pick(int caller, int n) => (int)(((long)n * 7919 + caller * 104_729L) % Users);
}
