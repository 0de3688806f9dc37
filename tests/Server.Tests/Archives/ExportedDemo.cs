using TeamAccess.Server.Tests.Faults;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>A demo with some hundred people, which goes on serving, and an archive of its workspace.</summary>
public sealed class ExportedDemo : IAsyncLifetime
{
    public static readonly (string Name, string Value) Operator =
        ("TEAMACCESS_OPERATOR_TOKEN", "operator-token-for-tests-0123456789");

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-").FullName;

    public ServerProcess Server { get; private set; } = null!;

    public string Archive => Path.Combine(folder, "demo.archive");

    public async Task InitializeAsync()
    {
        Server = await ServerProcess.StartDemoAsync(Operator, ("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writers = ledger.WriteAsync(Server, writers: 8, stop.Token);
        await ledger.WaitForWritesAsync(800);
        await stop.CancelAsync();
        await writers;
        (await Program.RunAsync(
            ["export", "--workspace", "demo", "--server", Server.GrpcAddress.ToString(), "--to", Archive], Operator)).Done();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
