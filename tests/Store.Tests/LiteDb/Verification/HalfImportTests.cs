using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;
using TeamAccess.Store.Tests.Archives;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>A store into which an import was begun is whole, wherever that ended, and is told to be.</summary>
public sealed class HalfImportTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Verify_ImportThatWasBegun_IsIntactAndNamed(int parts)
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);

        var report = await VerifyAsync(store => HalfImport.LeaveAsync(store, archive, parts));

        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(["acme"], report.BegunImports);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(14)]
    public async Task Verify_ImportThatIsBeingAbandoned_IsIntactAndNamed(int units)
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);

        var report = await VerifyAsync(async store =>
        {
            await HalfImport.LeaveAsync(store, archive, parts: 8);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportAbandonment.RunAsync(
                new FailingStore(store, units), Sample.Acme, TimeProvider.System, null, default));
        });

        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(["acme"], report.BegunImports);
    }

    [Fact]
    public async Task Verify_RowsOfNoWorkspaceThatNobodyImports_AreFound()
    {
        var report = await VerifyAsync(async store =>
        {
            await store.CommitAsync(
                async unit =>
                {
                    await unit.Imports.PutAsync(Sample.Import("acme-east"), default);
                    return Outcome.Keep(true);
                },
                default);
            await SampleRows.AddToAsync(
                store,
                SampleRows.Of(Sample.Acme, 1, 7).Where(row => row.Kind is not (RowKind.Head or RowKind.Workspace)));
        });

        Assert.False(report.IsIntact);
    }

    private static async Task<VerificationReport> VerifyAsync(Func<IStore, Task> leave)
    {
        await using var engine = new LiteDbEngine();
        await leave(await engine.OpenAsync());
        await engine.DisposeAsync();
        var files = engine.Disk.Contents();
        return DatabaseImage.Verify(files[DatabaseFiles.DataName], files[DatabaseFiles.LogName]);
    }
}
