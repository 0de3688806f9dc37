using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;

namespace TeamAccess.TestKit.Processes;

/// <summary>
/// The server as people run it: a process of its own, real sockets, a data directory. Ends with the test, by process
/// id.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, string> environment;
    private readonly List<string> errors = [];
    private Process process;
    private Task<string> output;

    private ServerProcess(string data, Dictionary<string, string> environment, Process process)
    {
        Data = data;
        this.environment = environment;
        this.process = process;
        output = ListenTo(process);
    }

    public string Data { get; }

    /// <summary>Of the process; another one after <see cref="RestartAsync"/>.</summary>
    public int Id => process.Id;

    public FirstRun FirstRun { get; private set; } = new("", "", "", "", "");

    /// <summary>What the server has logged.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToList();
            }
        }
    }

    /// <summary>Starts a demo on free loopback ports and waits until it answers.</summary>
    public static async Task<ServerProcess> StartDemoAsync(params (string Name, string Value)[] settings)
    {
        var server = Launch(Directory.CreateTempSubdirectory("teamaccess-").FullName, ["--demo"], settings);
        await server.WaitForFirstRunAsync();
        return server;
    }

    /// <summary>Starts the server with these arguments and waits for nothing.</summary>
    public static ServerProcess Launch(string data, string[] arguments, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["TEAMACCESS_DATA"] = data,
            ["TEAMACCESS_HTTP"] = $"127.0.0.1:{FreePort()}",
            ["TEAMACCESS_GRPC"] = $"127.0.0.1:{FreePort()}",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return new ServerProcess(data, environment, Start(environment, arguments));
    }

    /// <summary>Starts the server again on the same data and ports, after it has ended.</summary>
    public async Task RestartAsync()
    {
        process.Dispose();
        process = Start(environment, ["--demo"]);
        output = ListenTo(process);
        await WaitForFirstRunAsync();
    }

    /// <summary>
    /// Waits for <c>first-run.json</c> only; for a server whose health checks this client cannot reach.
    /// </summary>
    public async Task<FirstRun> ReadFirstRunAsync()
    {
        var path = Path.Combine(Data, "first-run.json");
        for (var waited = Stopwatch.StartNew(); !File.Exists(path); await Task.Delay(50))
        {
            if (process.HasExited || waited.Elapsed > StartLimit)
            {
                throw new InvalidOperationException("The server did not start: " + string.Join('\n', Errors));
            }
        }

        return FirstRun = await ReadAsync(path);
    }

    public Uri GrpcAddress => new($"http://{environment["TEAMACCESS_GRPC"]}");

    /// <summary>Waits for a server that was launched without a demo.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var probe = new HttpClient();
        for (var waited = Stopwatch.StartNew(); !await AnswersAsync(probe); await Task.Delay(50))
        {
            if (process.HasExited || waited.Elapsed > StartLimit)
            {
                throw new InvalidOperationException("The server did not start: " + string.Join('\n', Errors));
            }
        }
    }

    public HttpClient CreateScimClient(string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(FirstRun.ScimBaseUrl + "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? FirstRun.ScimToken);
        return client;
    }

    public GrpcChannel CreateChannel() => GrpcChannel.ForAddress(FirstRun.GrpcAddress);

    public Metadata OwnerHeaders => Headers(FirstRun.OwnerToken);

    public static Metadata Headers(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>kill -9: nothing is told to the process.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator stops a container.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Standard output, once the process has ended.</summary>
    public Task<string> ReadOutputAsync() => output;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static Process Start(Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TeamAccess.Server.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The server process did not start.");
    }

    private Task<string> ListenTo(Process started)
    {
        started.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                lock (errors)
                {
                    errors.Add(line.Data);
                }
            }
        };
        started.BeginErrorReadLine();
        return started.StandardOutput.ReadToEndAsync();
    }

    private async Task WaitForFirstRunAsync()
    {
        var path = Path.Combine(Data, "first-run.json");
        using var probe = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit; await Task.Delay(50))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The server ended while starting: " + string.Join('\n', Errors));
            }

            if (File.Exists(path) && await AnswersAsync(probe))
            {
                FirstRun = await ReadAsync(path);
                return;
            }
        }

        throw new TimeoutException("The server did not become ready: " + string.Join('\n', Errors));
    }

    private static async Task<FirstRun> ReadAsync(string path) =>
        JsonSerializer.Deserialize<FirstRun>(await File.ReadAllTextAsync(path), JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("first-run.json is null.");

    private async Task<bool> AnswersAsync(HttpClient probe)
    {
        try
        {
            var answer = await probe.GetAsync(new Uri($"http://{environment["TEAMACCESS_HTTP"]}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What <c>first-run.json</c> says.</summary>
public sealed record FirstRun(string ScimBaseUrl, string ScimToken, string GrpcAddress, string OwnerToken, string Workspace);
