using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Demo_FirstStart_FileHasTheFiveKeysAndIsPrivate()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        var path = Path.Combine(server.Data, "first-run.json");

        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(path));

        Assert.Equal(
            ["scimBaseUrl", "scimToken", "grpcAddress", "ownerToken", "workspace"],
            file.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("demo", server.FirstRun.Workspace);
        foreach (var secret in (string[])["first-run.json", "token-pepper.key", "teamaccess.db", "teamaccess.log"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(server.Data, secret)));
        }
    }

    [Fact]
    public async Task Terminate_RunningServer_ExitsWithZeroAndASecondStartKeepsEverything()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        var before = server.FirstRun;
        using var client = server.CreateScimClient();
        using var created = await client.PostAsJsonAsync("Users", new { userName = "ann@demo.test" });

        var exitCode = await server.TerminateAsync();
        await server.RestartAsync();
        using var found = await client.GetAsync(created.Headers.Location);

        Assert.Equal(0, exitCode);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(before, server.FirstRun);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task Terminate_RefusedRequest_IsInTheLogButNothingPersonalIsInTheFiles()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var client = server.CreateScimClient();
        using var refused = await client.PostAsJsonAsync("Users", new { displayName = "c4n4ry", password = "c4n4ry" });

        Assert.Equal(0, await server.TerminateAsync());

        var bytes = new List<byte>();
        foreach (var name in (string[])["teamaccess.db", "teamaccess.log"])
        {
            bytes.AddRange(await File.ReadAllBytesAsync(Path.Combine(server.Data, name)));
        }

        var stored = System.Text.Encoding.UTF8.GetString([.. bytes]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("{\"displayName\":\"***\"}", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_RequestUnderWay_IsAnswered()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var client = server.CreateScimClient();
        using var body = new SlowContent("""{"userName":"slow@demo.test"}""");

        var answer = client.PostAsync("Users", body);
        await body.Begun;
        var exit = server.TerminateAsync();
        body.Finish();

        Assert.Equal(HttpStatusCode.Created, (await answer).StatusCode);
        Assert.Equal(0, await exit);
    }

    [Fact]
    public async Task Start_OutsideADemo_NothingIsCreatedOrPrinted()
    {
        var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        await using var server = ServerProcess.Launch(data, []);
        while (!server.Errors.Any(line => line.Contains("The database is open", StringComparison.Ordinal)))
        {
            await Task.Delay(50);
        }

        await Task.Delay(500);
        await server.TerminateAsync();

        Assert.Equal("", await server.ReadOutputAsync());
        Assert.False(File.Exists(Path.Combine(data, "first-run.json")));
    }

    [Fact]
    public async Task Start_DataDirectoryInUse_SaysSoAndLeavesItAlone()
    {
        await using var first = await ServerProcess.StartDemoAsync();
        await using var second = ServerProcess.Launch(Directory.CreateTempSubdirectory("teamaccess-").FullName, ["--demo", "--data", first.Data]);

        var exitCode = await second.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(second.Errors, line => line.Contains("Another process", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Errors, line => line.Contains("   at ", StringComparison.Ordinal));
        using var client = first.CreateScimClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("Users")).StatusCode);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--http", "here")]
    [InlineData("--scim-rate", "3")]
    [InlineData("--tls-key", "/nowhere.pem")]
    [InlineData("--data")]
    public async Task Start_UnusableOption_SaysWhichAndExitsWithOne(params string[] arguments)
    {
        await using var server = ServerProcess.Launch(Directory.CreateTempSubdirectory("teamaccess-").FullName, arguments);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("could not start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PepperIsMissingBesideADatabase_Refuses()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        await server.TerminateAsync();
        File.Delete(Path.Combine(server.Data, "token-pepper.key"));

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(server.RestartAsync);

        Assert.Contains("Restore it", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>A body whose second half waits until it is told to go.</summary>
    private sealed class SlowContent(string json) : HttpContent
    {
        private readonly TaskCompletionSource begun = new();
        private readonly TaskCompletionSource finish = new();

        public Task Begun => begun.Task;

        public void Finish() => finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(json);
            await stream.WriteAsync(bytes.AsMemory(0, 5));
            await stream.FlushAsync();
            begun.SetResult();
            await finish.Task;
            await Task.Delay(300);
            await stream.WriteAsync(bytes.AsMemory(5));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = json.Length;
            Headers.ContentType = new("application/scim+json");
            return true;
        }
    }
}
