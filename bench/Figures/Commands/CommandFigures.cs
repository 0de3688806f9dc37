using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using TeamAccess.Figures.Measuring;
using TeamAccess.Figures.Seeding;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures.Commands;

/// <summary>
/// What the commands on a stopped embedded store take, beside one reading and hashing of the same file, and how much of
/// them is resident.
/// </summary>
internal static class CommandFigures
{
    private const int MiB = 1024 * 1024;

    public static async Task RunAsync(string[] arguments)
    {
        var size = arguments.Contains("--full") ? SeedSize.Full : SeedSize.Small;
        var kept = arguments.FirstOrDefault(argument => !argument.StartsWith('-'));
        var (server, _) = kept is null
            ? await SeededServer.StartAsync(size)
            : await SeededServer.StartAsync(size, new DirectoryInfo(kept));
        await using var stopped = server;
        await server.TerminateAsync();
        var database = Path.Combine(server.Data, "teamaccess.db");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size.Members:N0} members, {size.Groups:N0} groups, {size.Events:N0} audit events: "
            + $"{new FileInfo(database).Length / MiB:N0} MiB. Load average {Machine.LoadAverage}."));

        var work = Directory.CreateTempSubdirectory("teamaccess-");
        try
        {
            var archive = Path.Combine(work.FullName, "figures.archive");
            await MeasureAsync(database, ["verify", "--data", server.Data]);
            await MeasureAsync(database, ["backup", "--data", server.Data, "--to", archive]);
            await MeasureAsync(database, ["verify", archive]);
            await MeasureAsync(database, ["restore", archive, "--data", Path.Combine(work.FullName, "restored")]);
            await MeasureAsync(database, ["compact", "--data", server.Data]);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string database, string[] command)
    {
        var reading = await ReadAsync(database);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(ServerProcess.Folder, "TeamAccess.Server.dll"), .. command])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await using var memory = new ProcessMemory(process.Id);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {await errors}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{command[0]} {(command[1].StartsWith('-') ? "of the store" : "of the archive")}: {clock.Elapsed.TotalSeconds:F1} s / "
            + $"reading the file once {reading.TotalSeconds:F1} s, resident at most {memory.TakePeak():F0} MiB"));
    }

    private static async Task<TimeSpan> ReadAsync(string file)
    {
        var clock = Stopwatch.StartNew();
        await using var stream = File.OpenRead(file);
        await SHA256.HashDataAsync(stream);
        return clock.Elapsed;
    }
}
