using System.Diagnostics;
using System.Globalization;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>From the start of the process to ready, on a database that is there.</summary>
internal static class StartFigures
{
    private const int Users = 10_000;
    private const int Starts = 5;

    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using (var http = server.CreateScimClient())
        {
            var scim = new ScimLoad(http);
            await Load.EachAsync(64, Enumerable.Range(0, Users), n => scim.CreateUserAsync($"person.{n}@figures.test"));
        }

        await ReportAsync("after a clean stop", server, server.TerminateAsync);
        await ReportAsync("after kill -9", server, server.KillAsync);
    }

    private static async Task ReportAsync(string how, ServerProcess server, Func<Task> stopAsync)
    {
        var times = new List<double>();
        for (var n = 0; n < Starts; n++)
        {
            await stopAsync();
            var clock = Stopwatch.StartNew();
            await server.RestartAsync();
            times.Add(clock.Elapsed.TotalSeconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"start to ready with {Users:N0} users, {how}: {times.Order().ElementAt(Starts / 2):F2} s (median of {Starts})"));
    }
}
