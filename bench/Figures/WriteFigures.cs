using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>Durable creates by many connections, beside those by one.</summary>
internal static class WriteFigures
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var http = server.CreateScimClient();
        var scim = new ScimLoad(http);
        var next = 0;
        Task<double> CreateAsync(int callers) => Load.RunAsync(
            callers, Round, (_, _) => scim.CreateUserAsync($"person.{Interlocked.Increment(ref next)}@figures.test"));

        foreach (var callers in (int[])[8, 64, 256])
        {
            Console.WriteLine(await Duel.RunAsync(
                $"POST /Users by {callers} connections / by 1", "creates/s", () => CreateAsync(callers), () => CreateAsync(1)));
        }
    }
}
