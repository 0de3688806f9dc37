using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace TeamAccess.Figures.Peers;

/// <summary>Another SCIM server on Node.js, with its packages from the npm registry, in a process of its own.</summary>
internal sealed class PeerServer : IDisposable
{
    private const string Token = "a-token-for-figures";

    private readonly Process process;

    private PeerServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public int Id => process.Id;

    private Uri Address { get; }

    /// <param name="name">A directory beside this program with a package.json and a server.mjs.</param>
    public static async Task<PeerServer> StartAsync(string name)
    {
        var place = Path.Combine(Path.GetTempPath(), "teamaccess-peers", name);
        Directory.CreateDirectory(place);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Peers", name)))
        {
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)), overwrite: true);
        }

        await RunAsync(place, "npm", "install", "--no-audit", "--no-fund", "--silent");
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(
            "node", ["server.mjs", port.ToString(CultureInfo.InvariantCulture), Token])
        {
            WorkingDirectory = place,
            Environment = { ["NODE_ENV"] = "production" },
        })!;
        var peer = new PeerServer(process, new Uri($"http://127.0.0.1:{port}/scim/v2/"));
        using var probe = peer.CreateClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await probe.GetAsync("Users?count=1");
                answer.EnsureSuccessStatusCode();
                return peer;
            }
            catch (HttpRequestException) when (attempt < 200 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static async Task RunAsync(string place, string program, params string[] arguments)
    {
        using var install = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = place })!;
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed in {place}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
