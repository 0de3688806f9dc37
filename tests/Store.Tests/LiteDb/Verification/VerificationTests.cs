using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

public sealed class VerificationTests : LiteDbTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Verify_OfADatabaseInUse_FindsNothing(int seed)
    {
        var store = await Engine.OpenAsync();
        await FullDatabase.WriteAsync(store, members: 150, seed);

        var running = Verify();
        await Engine.DisposeAsync();
        var closed = Verify();

        AssertIntact(running);
        AssertIntact(closed);
        Assert.True(running.PagesInLog > 0);
        Assert.Equal(0, closed.PagesInLog);
        Assert.Equal(running.Rows, closed.Rows);
    }

    private static void AssertIntact(VerificationReport report) => Assert.True(
        report.IsIntact,
        string.Join('\n', report.Findings.Take(10).Select(finding => finding.ToString())));

    private VerificationReport Verify()
    {
        var files = Engine.Disk.Contents();
        return LiteDbVerification.Run(
            new MemoryFile(files[DatabaseFiles.DataName]), new MemoryFile(files[DatabaseFiles.LogName]));
    }
}
