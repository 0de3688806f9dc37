using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>
/// Archives that say that they are of one workspace, whole and with the right SHA-256, whose rows say otherwise:
/// nothing of them is stored.
/// </summary>
public sealed class OneWorkspaceTests
{
    private readonly MemoryStore target = new();

    [Fact]
    public async Task Import_AsItWasWritten_IsTaken()
    {
        var imported = await ImportAsync(await ArchiveAsync(lines => lines));

        Assert.True(imported.TryGet(out var done, out var failure), failure?.Detail);
        Assert.Equal(Sample.Acme, done.Workspace);
    }

    [Fact]
    public async Task Import_WithoutTheWorkspace_IsRefused() =>
        await AssertRefusedAsync(lines => lines.Where(line => IsOf(line, RowKind.Tenant)));

    [Fact]
    public async Task Import_WithTheWorkspaceTwice_IsRefused() =>
        await AssertRefusedAsync(lines => lines.Append(lines[^1]));

    [Fact]
    public async Task Import_WithAnotherTenantToo_IsRefused() =>
        await AssertRefusedAsync(lines => lines.Prepend(OfAnother(lines, RowKind.Tenant, "default")));

    [Fact]
    public async Task Import_WithAnotherTenantInstead_IsRefused() => await AssertRefusedAsync(lines =>
        lines.Where(line => !IsOf(line, RowKind.Tenant)).Prepend(OfAnother(lines, RowKind.Tenant, "default")));

    [Theory]
    [InlineData(RowKind.Request)]
    [InlineData(RowKind.Session)]
    [InlineData(RowKind.Workspace)]
    public async Task Import_WithARowOfAnotherWorkspace_IsRefused(RowKind kind) =>
        await AssertRefusedAsync(lines => lines.Prepend(OfAnother(lines, kind, "acme")));

    private static string OfAnother(IEnumerable<string> lines, RowKind kind, string name) =>
        lines.First(line => IsOf(line, kind)).Replace($"\"{name}", "\"another", StringComparison.Ordinal);

    private static bool IsOf(string line, RowKind kind) =>
        line.StartsWith($$"""{"kind":"{{ArchiveFormat.NameOf(kind)}}",""", StringComparison.Ordinal);

    private async Task AssertRefusedAsync(Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        var imported = await ImportAsync(await ArchiveAsync(change));

        Assert.False(imported.TryGet(out _, out var failure));
        Assert.Equal((FailureKind.InvalidValue, "ARCHIVE_UNUSABLE"), (failure.Kind, failure.Reason));
        await using var snapshot = await target.OpenSnapshotAsync(default);
        Assert.Empty(await SampleRows.ReadAllAsync(snapshot));
    }

    private Task<Result<ImportedArchive>> ImportAsync(byte[] archive) =>
        new StoreArchives(target, target, "pepper", TimeProvider.System).ImportAsync(
            () => new MemoryStream(archive), new ImportLimits(), default);

    private static async Task<byte[]> ArchiveAsync(Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        var store = new MemoryStore();
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        await using var snapshot = await store.OpenSnapshotAsync(default);
        using var written = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, Sample.Acme, "pepper", Sample.At(0), written, null, default);
        var lines = await LinesOfAsync(written.ToArray());
        return Write(lines[0], change(lines[1..^1]).ToList());
    }

    private static async Task<string[]> LinesOfAsync(byte[] archive)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        return (await reader.ReadToEndAsync()).TrimEnd('\n').Split('\n');
    }

    private static byte[] Write(string header, List<string> rows)
    {
        var text = string.Concat(rows.Prepend(header).Select(line => line + "\n"));
        var counts = rows.GroupBy(KindOf).ToDictionary(kind => kind.Key, kind => kind.LongCount());
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var trailer = new ArchiveTrailer(counts, Convert.ToHexStringLower(hash));
        var end = JsonSerializer.Serialize(
            new Dictionary<string, ArchiveTrailer> { [ArchiveFormat.EndField] = trailer }, ArchiveFormat.Json);
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text + end + "\n"));
        }

        return archive.ToArray();
    }

    private static string KindOf(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty(ArchiveFormat.KindField).GetString()!;
}
