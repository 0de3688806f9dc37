using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
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
    /// <summary>Where the server is: beside the tests, or what has been published into a folder.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("TEAMACCESS_TEST_SERVER") ?? AppContext.BaseDirectory;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> environment;
    private readonly string[] arguments;
    private readonly List<string> errors = [];
    private Process process;
    private Task<string> output;

    private ServerProcess(string data, Dictionary<string, string> environment, string[] wrapper, string[] arguments)
    {
        (Data, this.environment, Wrapper, this.arguments) = (data, environment, wrapper, arguments);
        process = Start();
        output = ListenTo(process);
    }

    public string Data { get; }

    /// <summary>The process's id; under a wrapper too, where that makes way for it, as <c>strace -D</c> does.</summary>
    public int Id => process.Id;

    /// <summary>A command that the next start runs under.</summary>
    public string[] Wrapper { get; set; }

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
    public static Task<ServerProcess> StartDemoAsync(params (string Name, string Value)[] settings) =>
        StartDemoUnderAsync([], Directory.CreateTempSubdirectory("teamaccess-").FullName, settings);

    /// <summary>Starts the server with these arguments and waits for nothing.</summary>
    public static ServerProcess Launch(string data, string[] arguments, params (string Name, string Value)[] settings) =>
        LaunchUnder([], data, arguments, settings);

    /// <summary>As <see cref="StartDemoAsync"/>, under another command.</summary>
    public static async Task<ServerProcess> StartDemoUnderAsync(
        string[] wrapper, string data, params (string Name, string Value)[] settings)
    {
        var server = LaunchUnder(wrapper, data, ["--demo"], settings);
        try
        {
            await server.WaitForFirstRunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync(); // or it would stay behind, and in the way of the tests to come
            throw;
        }
    }

    /// <summary>As <see cref="Launch"/>, under another command.</summary>
    public static ServerProcess LaunchUnder(
        string[] wrapper, string data, string[] arguments, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["TEAMACCESS_DATA"] = data,
            ["TEAMACCESS_HTTP"] = $"127.0.0.1:{FreePorts.Take()}",
            ["TEAMACCESS_GRPC"] = $"127.0.0.1:{FreePorts.Take()}",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return new ServerProcess(data, environment, wrapper, arguments);
    }

    /// <summary>Starts the server again on the same data and ports, after it has ended.</summary>
    public async Task RestartAsync()
    {
        StartAgain();
        await (arguments.Contains("--demo") ? WaitForFirstRunAsync() : WaitUntilReadyAsync());
    }

    /// <summary>The same without waiting for it to answer, for a start that may not get so far.</summary>
    public void StartAgain()
    {
        process.Dispose();
        process = Start();
        output = ListenTo(process);
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
                throw await NotStartedAsync();
            }
        }

        return FirstRun = await ReadAsync(path);
    }

    public Uri HttpAddress => new($"http://{environment["TEAMACCESS_HTTP"]}");

    public Uri GrpcAddress => new($"http://{environment["TEAMACCESS_GRPC"]}");

    /// <summary>Waits for a server that was launched without a demo.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var probe = new HttpClient();
        for (var waited = Stopwatch.StartNew(); !await AnswersAsync(probe); await Task.Delay(50))
        {
            if (process.HasExited || waited.Elapsed > StartLimit)
            {
                throw await NotStartedAsync();
            }
        }
    }

    /// <summary>Waits for either end of a start that may fail.</summary>
    public async Task WaitForEndOrReadinessAsync()
    {
        for (var waited = Stopwatch.StartNew(); !process.HasExited && !await IsReadyAsync(); await Task.Delay(50))
        {
            if (waited.Elapsed > StartLimit)
            {
                throw new TimeoutException("The server neither ended nor became ready: " + string.Join('\n', Errors));
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
        await SignalAsync("TERM");
        return await WaitForExitAsync();
    }

    /// <param name="name">Without SIG, e.g. STOP and CONT, with which the process stands still and goes on.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
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

    // What a process has written may come in after it has gone.
    private async Task<InvalidOperationException> NotStartedAsync()
    {
        if (process.HasExited)
        {
            await WaitForExitAsync();
        }

        return new InvalidOperationException("The server did not start: " + string.Join('\n', Errors));
    }

    private Process Start()
    {
        string[] command = [.. Wrapper, "dotnet", Path.Combine(Folder, "TeamAccess.Server.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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

    /// <summary>Whether the server says that it takes requests; false also where it cannot be asked.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var probe = new HttpClient();
        return await AnswersAsync(probe);
    }

    /// <summary>Whether the process should be left alone by what restarts dead ones.</summary>
    public async Task<bool> IsAliveAsync()
    {
        using var probe = new HttpClient();
        using var answer = await probe.GetAsync(new Uri($"http://{environment["TEAMACCESS_HTTP"]}/health/live"));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task WaitForFirstRunAsync()
    {
        var path = Path.Combine(Data, "first-run.json");
        using var probe = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartLimit; await Task.Delay(50))
        {
            if (process.HasExited)
            {
                throw await NotStartedAsync();
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
}

/// <summary>What <c>first-run.json</c> says.</summary>
public sealed record FirstRun(string ScimBaseUrl, string ScimToken, string GrpcAddress, string OwnerToken, string Workspace);
