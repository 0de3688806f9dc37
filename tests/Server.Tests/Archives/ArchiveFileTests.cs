using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Server.Commands;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>What an export leaves on the disk of whoever gives the command.</summary>
public sealed class ArchiveFileTests : IDisposable
{
    private const string Id = "AAAAAAAAAAAAAAAAAAAAAA";

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-file-").FullName;
    private readonly Progress progress = new(TextWriter.Null, isTerminal: false);

    private string Wanted => Path.Combine(folder, "demo.archive");

    public void Dispose()
    {
        progress.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Partial_FoundAgain_GoesOnAtItsEnd()
    {
        await using (var begun = PartialArchive.Create(Wanted, Id))
        {
            await begun.AddAsync(new byte[] { 1, 2, 3 }, default);
        }

        await using (var found = PartialArchive.Find(Wanted))
        {
            Assert.Equal((Id, 3L), (found!.Id, found.Length));
            Assert.Throws<CommandException>(() => PartialArchive.Find(Wanted));
            await found.AddAsync(new byte[] { 4 }, default);
        }

        Assert.Equal([1, 2, 3, 4], await File.ReadAllBytesAsync($"{Wanted}.{Id}.part"));
    }

    [Fact]
    public async Task Finish_BytesMissingInTheMiddle_OrRowsThatDoNotAgree_GetsNoName()
    {
        var rows = SampleRows.Of(Sample.Acme, 1, 50);
        var whole = await ArchiveAsync(rows);
        await AssertNoNameAsync([.. whole[..(whole.Length / 3)], .. whole[(whole.Length / 2)..]]);
        await AssertNoNameAsync(await ArchiveAsync(rows.Where(row => row.Kind != RowKind.Head)));

        var draft = Path.Combine(folder, "draft");
        await File.WriteAllBytesAsync(draft, whole);
        var summary = await ArchiveFile.FinishAsync(draft, Wanted, progress, default);
        Assert.StartsWith("1 workspaces", summary, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Wanted));
    }

    private async Task AssertNoNameAsync(byte[] damaged)
    {
        var draft = Path.Combine(folder, "draft");
        await File.WriteAllBytesAsync(draft, damaged);
        await Assert.ThrowsAsync<ArchiveException>(() => ArchiveFile.FinishAsync(draft, Wanted, progress, default));
        Assert.False(File.Exists(Wanted));
    }

    private static async Task<byte[]> ArchiveAsync(IEnumerable<StoredRow> rows)
    {
        var store = new MemoryStore();
        await SampleRows.AddToAsync(store, rows);
        await using var snapshot = await store.OpenSnapshotAsync(default);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, Sample.Acme, "pepper", Sample.At(0), output, null, default);
        return output.ToArray();
    }
}
