using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Server.Retention;

namespace TeamAccess.Server.Tests.Retention;

public sealed class CheckpointFileTests : IDisposable
{
    private static readonly WorkspaceId Acme = new("acme");

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("teamaccess-");

    private string Path => System.IO.Path.Combine(directory.FullName, "checkpoints.jsonl");

    [Fact]
    public async Task Write_OneLineEach_IsReadBackAlsoAfterARestart()
    {
        using (var file = new CheckpointFile(Path))
        {
            Assert.Null(await file.FindNewestAsync(Acme, CancellationToken.None));
            Assert.True(await file.LacksAsync(Head(1), CancellationToken.None));
            await file.WriteAsync(Head(1), CancellationToken.None);
            await file.WriteAsync(Head(5), CancellationToken.None);
            await file.WriteAsync(Head(2) with { Workspace = new WorkspaceId("other") }, CancellationToken.None);
            await file.WriteAsync(Head(9) with { Purpose = CheckpointPurpose.Anchor }, CancellationToken.None);
            Assert.Equal(Head(5), await file.FindNewestAsync(Acme, CancellationToken.None));
        }

        using var again = new CheckpointFile(Path);
        Assert.Equal(Head(5), await again.FindNewestAsync(Acme, CancellationToken.None));
        Assert.False(await again.LacksAsync(Head(5), CancellationToken.None));
        Assert.True(await again.LacksAsync(Head(6), CancellationToken.None));
        Assert.Equal(4, (await File.ReadAllLinesAsync(Path)).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task Write_BehindATornLine_BeginsANewOne()
    {
        await File.WriteAllBytesAsync(Path, [.. CheckpointLine.Write(Head(1)), .. CheckpointLine.Write(Head(2))[..30]]);
        using var file = new CheckpointFile(Path);

        Assert.Equal(Head(1), await file.FindNewestAsync(Acme, CancellationToken.None));
        await file.WriteAsync(Head(2), CancellationToken.None);

        using var again = new CheckpointFile(Path);
        Assert.Equal(Head(2), await again.FindNewestAsync(Acme, CancellationToken.None));
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path)).Length);
    }

    [Fact]
    public async Task Read_GreatFileWithOtherLines_FindsTheNewest()
    {
        await using (var stream = File.Create(Path))
        {
            for (var sequence = 1; sequence <= 3000; sequence++)
            {
                await stream.WriteAsync(CheckpointLine.Write(Head(sequence)));
                await stream.WriteAsync("not JSON\n\n{}\n[]\n"u8.ToArray());
            }

            await stream.WriteAsync(new byte[200_000]);
            await stream.WriteAsync("\n"u8.ToArray());
            await stream.WriteAsync(CheckpointLine.Write(Head(3001)));
        }

        using var file = new CheckpointFile(Path);

        Assert.Equal(Head(3001), await file.FindNewestAsync(Acme, CancellationToken.None));
    }

    [Fact]
    public async Task File_MovedAway_BeginsAnew()
    {
        using var file = new CheckpointFile(Path);
        await file.WriteAsync(Head(5), CancellationToken.None);
        File.Move(Path, Path + ".1");

        Assert.True(await file.LacksAsync(Head(5), CancellationToken.None));
        Assert.Null(await file.FindNewestAsync(Acme, CancellationToken.None));
        await file.WriteAsync(Head(5), CancellationToken.None);

        Assert.Single(await File.ReadAllLinesAsync(Path));
    }

    [Fact]
    public async Task Directory_Gone_IsAnIOException()
    {
        using var file = new CheckpointFile(System.IO.Path.Combine(directory.FullName, "gone", "checkpoints.jsonl"));

        await Assert.ThrowsAnyAsync<IOException>(() => file.WriteAsync(Head(1), CancellationToken.None));
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static SignedCheckpoint Head(long sequence) =>
        new(Acme, CheckpointPurpose.Head, sequence, $"eyJ.{new string('a', 300)}{sequence}.sig");
}
