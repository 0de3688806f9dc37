using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.TestKit.Postgres;

/// <summary>
/// A PostgreSQL server for tests, on a free loopback port and with data in a temporary directory; the machine's own is
/// never touched. Fails where there is no PostgreSQL: a test that silently did not run would prove nothing.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly Lazy<Task<PostgresCluster>> SharedCluster = new(StartSharedAsync);
    private static int names;

    private readonly string directory;
    private readonly int port;
    private readonly bool durable;
    private readonly int maxConnections;
    private Process? server;

    private PostgresCluster(string directory, int port, int maxConnections, bool durable) =>
        (this.directory, this.port, this.maxConnections, this.durable) = (directory, port, maxConnections, durable);

    /// <summary>The one of this test run, stopped when the process ends.</summary>
    public static Task<PostgresCluster> Shared => SharedCluster.Value;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, port);

    /// <param name="durable">Whether it flushes as in production; tests need no more than what survives a process.</param>
    public static async Task<PostgresCluster> StartAsync(int maxConnections = 300, bool durable = false)
    {
        var cluster = new PostgresCluster(
            Directory.CreateTempSubdirectory("teamaccess-postgres-").FullName, FreePorts.Take(), maxConnections, durable);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, cluster.directory);
        }

        await RunAsUserAsync(
            "initdb", "-D", cluster.Data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        await cluster.StartServerAsync();
        return cluster;
    }

    /// <summary>Of a new, empty schema.</summary>
    public async Task<string> CreateSchemaAsync()
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref names)}");
        await using var connection = new NpgsqlConnection(ConnectionString(null));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE SCHEMA {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public string ConnectionString(string? schema) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Database = User,
        SearchPath = schema,
        // A machine busy with other tests may take its time to let one in.
        Timeout = 60,
    }.ConnectionString;

    /// <summary>Ends the server as a crash does, and starts it again on the same data.</summary>
    public async Task CrashAsync()
    {
        await StopServerAsync("-QUIT");
        await StartServerAsync();
    }

    public Task StopAsync() => StopServerAsync("-INT");

    public async Task StartServerAsync()
    {
        server = Process.Start(AsUser(
            "postgres",
            "-D", Data,
            "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={maxConnections}"),
            "-c", durable ? "fsync=on" : "fsync=off",
            "-c", durable ? "full_page_writes=on" : "full_page_writes=off",
            "-c", "max_wal_size=4GB",
            "-c", "jit=off",
            "-c", "log_min_messages=fatal"))!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString(null) + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync("-QUIT");
        Directory.Delete(directory, recursive: true);
    }

    private string Data => Path.Combine(directory, "data");

    private static async Task<PostgresCluster> StartSharedAsync()
    {
        var cluster = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Abandon();
        return cluster;
    }

    // A test host that ends gives nobody the time to wait: a shell stops the server by its id, and cleans up behind it.
    private void Abandon()
    {
        const string Script = "kill -QUIT \"$1\"; while kill -0 \"$1\" 2>/dev/null; do sleep 0.1; done; rm -rf \"$2\"";
        var id = server is { } running ? running.Id.ToString(CultureInfo.InvariantCulture) : "";
        Process.Start("sh", ["-c", Script, "sh", id, directory])?.Dispose();
    }

    private static string Find(string program) =>
        new[] { "/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql" }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.GetDirectories(root).Append(root))
            .Select(version => Path.Combine(version, "bin", program))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
        ?? throw new InvalidOperationException(
            $"These tests need PostgreSQL, and there is no {program} here. Install the package postgresql.");

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo AsUser(string program, params string[] arguments)
    {
        string[] words = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", Find(program), .. arguments]
            : [Find(program), .. arguments];
        return new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
    }

    private static Task RunAsUserAsync(string program, params string[] arguments) => RunAsync(AsUser(program, arguments));

    private static Task RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} failed: {errors}");
        }
    }

    private async Task StopServerAsync(string signal)
    {
        if (server is { HasExited: false } running)
        {
            await RunAsync("kill", signal, running.Id.ToString(CultureInfo.InvariantCulture));
            await running.WaitForExitAsync();
        }

        server?.Dispose();
        server = null;
    }
}
