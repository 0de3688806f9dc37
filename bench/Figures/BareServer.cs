using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace TeamAccess.Figures;

/// <summary>A process of its own whose only endpoint answers bytes it was given: what Kestrel can do at best.</summary>
internal sealed class BareServer : IDisposable
{
    public const string Argument = "--bare";

    private readonly Process process;

    private BareServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<BareServer> StartAsync(string body)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, body);
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(BareServer).Assembly.Location, Argument, address.AbsoluteUri, file]))!;
        using var probe = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await probe.GetAsync(address);
                return new BareServer(process, address);
            }
            catch (HttpRequestException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The other process.</summary>
    public static Task ServeAsync(string address, string file)
    {
        var body = File.ReadAllBytes(file);
        File.Delete(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        app.MapGet("/", context =>
        {
            context.Response.ContentType = "application/scim+json";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        return app.RunAsync();
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
