using LiteDB;
using TeamAccess.Store.LiteDb.Streams;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>The same on real files.</summary>
public sealed class RealDiskTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private string DataPath => Path.Combine(path, DatabaseFiles.DataName);

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task Directory_InUse_SecondOpenerIsToldWhatToDo()
    {
        await using var first = await StartAsync(new DiskDirectory(path));

        var refusal = await Assert.ThrowsAsync<DatabaseInUseException>(() => StartAsync(new DiskDirectory(path)));

        Assert.Contains("stop the other one", refusal.Message, StringComparison.Ordinal);
        await first.InsertAsync(1);
    }

    [Fact]
    public async Task DataFile_AfterACleanStop_IsPlainLiteDb()
    {
        await using (var engine = await StartAsync(new DiskDirectory(path)))
        {
            await engine.InsertAsync(1);
        }

        using (var plain = new LiteDatabase(DataPath))
        {
            Assert.Equal("1", Ids(plain));
            plain.GetCollection(Items).Insert(Item(2));
        }

        Assert.Equal(LogFormat.HeaderSize, new FileInfo(Path.Combine(path, DatabaseFiles.LogName)).Length);
        await using var again = await StartAsync(new DiskDirectory(path));
        Assert.Equal("1 2", await again.IdsAsync());
    }

    [Fact]
    public async Task DataFile_MadeByPlainLiteDb_IsTaken()
    {
        Directory.CreateDirectory(path);
        using (var plain = new LiteDatabase(new ConnectionString { Filename = DataPath, Collation = Collation.Binary }))
        {
            plain.GetCollection(Items).Insert(Item(1));
        }

        await using var engine = await StartAsync(new DiskDirectory(path));
        await engine.InsertAsync(2);

        Assert.Equal("1 2", await engine.IdsAsync());
    }

    [Fact]
    public async Task DataFile_CutShort_IsRefused()
    {
        await using (var engine = await StartAsync(new DiskDirectory(path)))
        {
            await engine.InsertAsync(1);
        }

        using (var file = File.OpenWrite(DataPath))
        {
            file.SetLength(file.Length - LitePage.Size);
        }

        await Assert.ThrowsAsync<DatabaseDamagedException>(() => StartAsync(new DiskDirectory(path)));
    }

    [Fact]
    public async Task LogOfAnotherProgram_LeftBehind_IsRefused()
    {
        await using (await StartAsync(new DiskDirectory(path)))
        {
        }

        await File.WriteAllBytesAsync(Path.Combine(path, "teamaccess-log.db"), new byte[LitePage.Size]);

        await Assert.ThrowsAsync<DatabaseDamagedException>(() => StartAsync(new DiskDirectory(path)));
    }
}
