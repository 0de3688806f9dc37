using System.Security.Cryptography;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>A start on files or a disk that are not as they should be: a sentence, exit code 1, and nothing changed.</summary>
public sealed class StartTests
{
    private const int LogHeader = 8192;
    private const int Frame = 8192 + 24;

    private static readonly (string Name, string Says, Action<string> Do, bool InShort)[] Damages =
    [
        ("a bit of the log's second entry", "entry 2 cannot be read", d => Flip(d, "teamaccess.log", LogHeader + Frame + 999), true),
        ("the log cut to its half", "acknowledged changes", d => Cut(d, "teamaccess.log", 0.5), false),
        ("the log's headers", "headers can", d => Flip(d, "teamaccess.log", 9, 4096 + 9), false),
        ("the log emptied", "teamaccess.log is missing or empty", d => Cut(d, "teamaccess.log", 0), false),
        ("the log gone", "teamaccess.log is missing or empty", d => File.Delete(Path.Combine(d, "teamaccess.log")), true),
        ("the data file cut to its half", "cut short", d => Cut(d, "teamaccess.db", 0.5), false),
        ("the data file gone", "teamaccess.db is missing or empty", d => File.Delete(Path.Combine(d, "teamaccess.db")), true),
        ("the pepper cut short", "does not hold", d => Cut(d, "token-pepper.key", 0.5), false),
    ];

    [Fact]
    public async Task Start_OnDamagedFiles_SaysWhatIsWrongAndLeavesThemForRescue()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        var writers = ledger.WriteAsync(server, writers: 4, CancellationToken.None);
        await ledger.WaitForWritesAsync(40);
        await server.KillAsync();
        await writers;

        foreach (var (name, says, damage, _) in Damages.Where(each => Ledger.Long || each.InShort))
        {
            await using var broken = StartOnACopy(server.Data, damage);

            Assert.True(await broken.Server.WaitForExitAsync() == 1, name);
            Assert.Contains(broken.Server.Errors, line => line.Contains(says, StringComparison.Ordinal));
            Assert.DoesNotContain(broken.Server.Errors, line => line.Contains("   at ", StringComparison.Ordinal));
            Assert.Equal(broken.Before, Fingerprint(broken.Server.Data));
        }

        await server.RestartAsync(); // the original was only copied
        await ledger.AssertHoldsAsync(server);
    }

    [Fact]
    public async Task Start_OnAReadOnlyOrFullDisk_SaysSoAndStartsOnceItIsNot()
    {
        await using var disk = await SmallDisk.CreateAsync("6m");
        await using var server = await ServerProcess.StartDemoUnderAsync([], disk.Data, ("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        using var client = server.CreateScimClient();
        (await ledger.CreateAsync(client)).Dispose();
        Assert.Equal(0, await server.TerminateAsync());
        var before = Fingerprint(server.Data);

        await disk.RemountAsync("ro");
        server.StartAgain();
        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("The file system is read-only", StringComparison.Ordinal));
        Assert.Equal(before, Fingerprint(server.Data));

        await disk.RemountAsync("rw");
        var filler = Path.Combine(Path.GetDirectoryName(server.Data)!, "filler");
        Assert.Throws<IOException>(() => File.WriteAllBytes(filler, new byte[8 * 1024 * 1024]));
        server.StartAgain();
        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("The disk is full", StringComparison.Ordinal));

        File.Delete(filler);
        await server.RestartAsync();
        await ledger.AssertHoldsAsync(server);
    }

    /// <summary>A key that a power cut takes away would make every token of the store useless.</summary>
    [Fact]
    public async Task Start_FirstOneOnADiskThatDoesNotFlush_SaysSoAndLeavesNoKeyBehind()
    {
        var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        await using var server = ServerProcess.LaunchUnder(
            Strace.Around("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"), data, ["--demo"]);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("refused to flush", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    private static Copy StartOnACopy(string data, Action<string> damage)
    {
        var copy = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        foreach (var file in Directory.EnumerateFiles(data))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        damage(copy);
        var before = Fingerprint(copy);
        return new Copy(ServerProcess.Launch(copy, ["--demo"]), before);
    }

    // Empty files do not count: a file that is opened to be locked is created where it is missing.
    private static string Fingerprint(string directory) => string.Join('\n', Directory.EnumerateFiles(directory)
        .Where(file => new FileInfo(file).Length > 0)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));

    private static void Flip(string directory, string name, params int[] offsets)
    {
        using var file = new FileStream(Path.Combine(directory, name), FileMode.Open, FileAccess.ReadWrite);
        foreach (var offset in offsets)
        {
            file.Position = offset;
            var value = file.ReadByte();
            file.Position = offset;
            file.WriteByte((byte)(value ^ 4));
        }
    }

    private static void Cut(string directory, string name, double share)
    {
        using var file = new FileStream(Path.Combine(directory, name), FileMode.Open);
        file.SetLength((long)(file.Length * share));
    }

    private sealed record Copy(ServerProcess Server, string Before) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
