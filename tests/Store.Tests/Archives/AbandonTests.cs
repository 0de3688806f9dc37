using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>Imports that were begun, and are to leave nothing behind.</summary>
public abstract class AbandonTests<TEngine> : IAsyncLifetime
    where TEngine : IStoreUnderTest, new()
{
    private readonly TEngine engine = new();
    private IStore store = null!;

    public async Task InitializeAsync() => store = await engine.OpenAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Abandon_HalfImport_RemovesEveryRowAndFreesTheId()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.AcmeEast, 5001, 4));
        var others = await HalfImport.RowsOfAsync(store, Sample.AcmeEast);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        Assert.True((await HalfImport.RowsOfAsync(store, Sample.Acme)).Count >= 2000);
        var begun = await HalfImport.FindAsync(store, Sample.Acme);
        Assert.Equal(2000, begun?.Rows);

        var abandoned = Of(await AbandonAsync(store));

        Assert.Equal(2000, abandoned.Rows);
        Assert.All(await HalfImport.RowsOfAsync(store, Sample.Acme), row => Assert.Equal(RowKind.Tenant, row.Kind));
        Assert.Null(await HalfImport.FindAsync(store, Sample.Acme));
        Assert.Equivalent(others, await HalfImport.RowsOfAsync(store, Sample.AcmeEast));
        Assert.Equal(FailureKind.NotFound, FailureOf(await AbandonAsync(store)));
        await HalfImport.ImportAsync(store, archive);
        Assert.Equal(700, await store.GetRevisionAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Abandon_OfAnImportIntoAnEmptyStore_LeavesNoTenant()
    {
        await HalfImport.LeaveAsync(
            store, await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme), parts: 8);

        Of(await AbandonAsync(store));

        Assert.Empty(await HalfImport.RowsOfAsync(store, Sample.Acme));
    }

    [Fact]
    public async Task Abandon_ManyRows_NoUnitRemovesMoreThanAFewHundred()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        var left = new List<int>();
        var watched = new WatchedStore(
            store, async _ => left.Add((await HalfImport.RowsOfAsync(store, Sample.Acme)).Count));

        Of(await AbandonAsync(watched));

        Assert.Equal((2000, 0), (left[0], left[^1]));
        Assert.All(left.Zip(left.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, 0, 200));
    }

    [Fact]
    public async Task Abandon_StoppedAtEveryUnit_GoesOnUntilNothingIsLeft()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        var stops = 0;

        for (var units = 1; await HalfImport.FindAsync(store, Sample.Acme) is not null; units++)
        {
            try
            {
                await AbandonAsync(new FailingStore(store, commits: units));
            }
            catch (StoreUnavailableException)
            {
                stops++;
            }

            Assert.True(units < 60);
            if (await HalfImport.FindAsync(store, Sample.Acme) is not null)
            {
                var refused = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(store, archive));
                Assert.True(refused.IsPlaceTaken);
            }
        }

        Assert.True(stops > 5);
        Assert.Empty(await HalfImport.RowsOfAsync(store, Sample.Acme));
    }

    [Fact]
    public async Task Abandon_WorkspaceThatIsThere_OrUnknown_IsRefusedAndChangesNothing()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 10), Sample.Acme);
        await HalfImport.ImportAsync(store, archive);
        var before = await HalfImport.RowsOfAsync(store, Sample.Acme);

        Assert.Equal(FailureKind.FailedPrecondition, FailureOf(await AbandonAsync(store)));
        Assert.Equal(
            FailureKind.NotFound,
            FailureOf(await ImportAbandonment.RunAsync(store, Sample.AcmeEast, TimeProvider.System, null, default)));

        Assert.Equivalent(before, await HalfImport.RowsOfAsync(store, Sample.Acme));
        Assert.Null(await HalfImport.FindAsync(store, Sample.Acme));
    }

    [Fact]
    public async Task Abandon_RowsOfWhichNoRecordIsLeft_RemovesThem()
    {
        await SampleRows.AddToAsync(
            store,
            SampleRows.Of(Sample.Acme, 1, 10)
                .Where(row => row.Kind is not (RowKind.Tenant or RowKind.Head or RowKind.Workspace)));

        Of(await AbandonAsync(store));

        Assert.Empty(await HalfImport.RowsOfAsync(store, Sample.Acme));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task Abandon_WhileAnotherProcessImports_ThatEndsAndStoresNothingMore(int afterCommits)
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        var importing = new WatchedStore(
            store, async commits => _ = commits == afterCommits ? Of(await AbandonAsync(store)) : null);
        await HalfImport.LeaveAsync(store, archive, parts: 1);

        var ended = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(importing, archive));

        Assert.True(ended.IsAbandoned);
        Assert.Null(await store.FindWorkspaceAsync(Sample.Acme, default));
        Assert.Empty(await HalfImport.RowsOfAsync(store, Sample.Acme));
        Assert.Null(await HalfImport.FindAsync(store, Sample.Acme));
    }

    [Fact]
    public async Task Abandon_WhileItIsBegunAnew_LeavesTheNewOneAlone()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        var slow = new WatchedStore(store, async commits =>
        {
            if (commits == 3)
            {
                Of(await AbandonAsync(store));
                await HalfImport.LeaveAsync(store, archive, parts: 8);
            }
        });

        Of(await AbandonAsync(slow));

        Assert.Equal(2000, (await HalfImport.FindAsync(store, Sample.Acme))?.Rows);
        await HalfImport.ImportAsync(store, archive);
        Assert.Equal(700, await store.GetRevisionAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Abandon_OneOfAnArchivesWorkspaces_LeavesTheOtherAndEndsTheImport()
    {
        var archive = await HalfImport.ArchiveAsync(
            [.. SampleRows.Of(Sample.Acme, 1, 300), .. SampleRows.Of(Sample.AcmeEast, 5001, 300)], null);
        await HalfImport.LeaveAsync(store, archive, parts: 2);

        Of(await AbandonAsync(store));

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(store, archive));
        Assert.Contains("acme abandoned", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await HalfImport.FindAsync(store, Sample.AcmeEast));
        Of(await ImportAbandonment.RunAsync(store, Sample.AcmeEast, TimeProvider.System, null, default));
        Assert.Equal(2, (await HalfImport.ImportAsync(store, archive)).Workspaces.Count);
    }

    [Fact]
    public async Task Backup_BesideAHalfImport_HoldsNothingOfIt()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.AcmeEast, 5001, 4));
        await SampleRows.AddToAsync(
            store,
            SampleRows.Of(Sample.Acme, 1, 4)
                .Where(row => row.Kind is not (RowKind.Tenant or RowKind.Head or RowKind.Workspace)));

        await using var snapshot = await ((IStoreSnapshots)store).OpenSnapshotAsync(default);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, null, "pepper", Sample.At(0), output, null, default);

        output.Position = 0;
        await using var reader = await ArchiveReader.OpenAsync(output, default);
        var workspaces = new List<WorkspaceId?>();
        await foreach (var row in reader.ReadAsync(default))
        {
            workspaces.Add(row.Workspace);
        }

        Assert.All(workspaces, workspace => Assert.True(workspace is null || workspace == Sample.AcmeEast));
    }

    [Fact]
    public async Task Record_OfAFinishedImport_IsGone()
    {
        await HalfImport.ImportAsync(store, await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 10), null));

        Assert.Empty(await store.ReadAsync(reader => reader.Imports.ListAsync(null, 10, default), default));
    }

    private static Task<Result<AbandonedImport>> AbandonAsync(IStore store) =>
        ImportAbandonment.RunAsync(store, Sample.Acme, TimeProvider.System, null, default);

    private static AbandonedImport Of(Result<AbandonedImport> result) =>
        result.TryGet(out var done, out var failure) ? done : throw new InvalidOperationException(failure.Detail);

    private static FailureKind? FailureOf(Result<AbandonedImport> result) =>
        result.TryGet(out _, out var failure) ? null : failure.Kind;
}

public sealed class LiteDbAbandonTests : AbandonTests<LiteDbEngine>;

public sealed class PostgresAbandonTests : AbandonTests<PostgresEngine>;
