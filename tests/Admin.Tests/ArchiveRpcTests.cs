using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Admin.Tests;

/// <summary>What goes through the archives' two streams, how much of it, how many at once, and for how long.</summary>
public sealed class ArchiveRpcTests : IAsyncLifetime
{
    private const int MostBytes = 3 * 1024 * 1024;

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1); // as the server has it where nothing is set

    private readonly ReadingArchives archives = new() { Length = 1_000_000 };
    private readonly AdminHost host;

    public ArchiveRpcTests() => host = new AdminHost
    {
        Configure = services => services
            .AddSingleton<IArchives>(archives)
            .AddSingleton(new ImportLimits { Bytes = MostBytes }),
    };

    private ArchiveService.ArchiveServiceClient Archives => new(host.AsOperator());

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Import_InParts_ArrivesByteForByteEachTime()
    {
        using var call = Archives.ImportArchive();
        var archive = ArchiveOf(200_000);
        foreach (var phase in new[] { ImportPhase.Check, ImportPhase.Store })
        {
            await AskedForAsync(call, phase);
            foreach (var part in archive.Chunk(64 * 1024))
            {
                await call.RequestStream.WriteAsync(Part(part));
            }

            await SendAsync(call, new ImportArchiveRequest { Last = true });
        }

        await AskedForAsync(call, ImportPhase.Done);

        Assert.Equal("workspaces/brought", call.ResponseStream.Current.Workspace);
        Assert.Equal(2, archives.Given.Count);
        Assert.All(archives.Given, given => Assert.Equal(archive[sizeof(int)..], given));
    }

    [Fact]
    public async Task Import_OfMoreBytesThanAllowed_IsRefused()
    {
        using var call = await BeginAsync(MostBytes);

        for (var sent = sizeof(int); sent < MostBytes; sent += 512 * 1024)
        {
            await SendAsync(call, Part(new byte[512 * 1024]));
        }

        await RefusedAsync(call, StatusCode.ResourceExhausted, "ARCHIVE_TOO_LARGE");
    }

    [Fact]
    public async Task Import_MessageOfMoreThanAMebibyte_IsRefused()
    {
        using var call = await BeginAsync(2 * 1024 * 1024);

        await SendAsync(call, Part(new byte[AdminEndpoints.MaxRequestBytes]));

        await RefusedAsync(call, StatusCode.ResourceExhausted, reason: null);
        Assert.Empty(archives.Given);
    }

    [Fact]
    public async Task Import_WhileAnotherRuns_IsRefused_AndNotOnceThatHasEnded()
    {
        using (var first = await BeginAsync(1000))
        {
            using var second = Archives.ImportArchive();
            await RefusedAsync(second, StatusCode.FailedPrecondition, "IMPORT_RUNNING");
            await first.RequestStream.CompleteAsync();
            await RefusedAsync(first, StatusCode.InvalidArgument, "ARCHIVE_CUT_SHORT");
        }

        using var third = await BeginAsync(1000);
    }

    [Fact]
    public async Task Import_ClientThatIsSilentForAMinute_IsGivenUp_AndTheNextTaken()
    {
        using (var silent = await BeginAsync(1000))
        {
            var refused = RefusedAsync(silent, StatusCode.DeadlineExceeded, "ARCHIVE_STALLED");
            var passed = TimeSpan.Zero;
            for (; !refused.IsCompleted && passed < Wait * 10; passed += TimeSpan.FromSeconds(1))
            {
                host.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(5);
            }

            Assert.True(refused.IsCompleted, "It is waited for without an end.");
            await refused;
            Assert.True(passed > Wait - TimeSpan.FromSeconds(2), $"It was given up after {passed}.");
        }

        using var next = await BeginAsync(1000);
    }

    [Fact]
    public async Task Import_ClientThatSendsALittleEachMinute_IsWaitedFor()
    {
        using var call = await BeginAsync(100);

        for (var sent = 0; sent < 5; sent++)
        {
            host.Advance(Wait - TimeSpan.FromSeconds(2));
            await call.RequestStream.WriteAsync(Part(new byte[20]));
            await archives.ReadAsync(20);
        }

        await call.RequestStream.WriteAsync(new ImportArchiveRequest { Last = true });
        await AskedForAsync(call, ImportPhase.Store);
    }

    [Fact]
    public async Task Import_PartWithoutBytes_IsRefused()
    {
        using var call = await BeginAsync(100);

        await call.RequestStream.WriteAsync(new ImportArchiveRequest());

        await RefusedAsync(call, StatusCode.InvalidArgument, "FIELD_REQUIRED");
    }

    [Fact]
    public async Task Export_ComesInPartsThatAreSmall_OneExportAtATime()
    {
        using var call = Archives.ExportArchive(new ExportArchiveRequest());
        Assert.True(await call.ResponseStream.MoveNext(default));
        using var other = Archives.ExportArchive(new ExportArchiveRequest());
        var refused = await Assert.ThrowsAsync<RpcException>(() => other.ResponseStream.MoveNext(default));
        Assert.Equal("EXPORT_RUNNING", refused.Info().Reason);

        var total = 0;
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            Assert.InRange(part.Content.Length, 1, 64 * 1024);
            total += part.Content.Length;
        }

        Assert.Equal(archives.Length, total);
    }

    /// <summary>An import whose archive will have so many bytes, of which the first few have arrived.</summary>
    private async Task<AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse>> BeginAsync(int length)
    {
        var call = Archives.ImportArchive();
        await AskedForAsync(call, ImportPhase.Check);
        await call.RequestStream.WriteAsync(Part(BitConverter.GetBytes(length)));
        await archives.ReadAsync(sizeof(int));
        return call;
    }

    private static byte[] ArchiveOf(int length)
    {
        var content = new byte[length];
        new Random(3).NextBytes(content);
        return [.. BitConverter.GetBytes(length), .. content];
    }

    private static ImportArchiveRequest Part(byte[] bytes) =>
        new() { Content = UnsafeByteOperations.UnsafeWrap(bytes) };

    // The server may have ended the call before all of it is sent: its answer says why.
    private static async Task SendAsync(
        AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse> call, ImportArchiveRequest part)
    {
        try
        {
            await call.RequestStream.WriteAsync(part);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
        }
    }

    private static async Task AskedForAsync(
        AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse> call, ImportPhase phase)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.True(await call.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(phase, call.ResponseStream.Current.Phase);
    }

    private static async Task RefusedAsync(
        AsyncDuplexStreamingCall<ImportArchiveRequest, ImportArchiveResponse> call, StatusCode code, string? reason)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(limit.Token));
        Assert.Equal((code, reason), (refused.StatusCode, reason is null ? null : refused.Info().Reason));
    }
}
