using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Conformance;

public abstract class ImportsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Import_ComesBackAsItWas_IsReplacedAndRemoved()
    {
        var begun = Sample.Import("acme");
        await CommitAsync(unit => unit.Imports.PutAsync(begun, None));
        AssertSame(begun, await FindAsync(Sample.Acme));
        Assert.Null(await FindAsync(Sample.AcmeEast));

        var abandoned = begun with { Rows = 1_000_000_000_000, IsAbandoned = true };
        await CommitAsync(unit => unit.Imports.PutAsync(abandoned, None));
        AssertSame(abandoned, await FindAsync(Sample.Acme));

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Imports.RemoveAsync(Sample.Acme, None));
        }

        Assert.Null(await FindAsync(Sample.Acme));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Imports_PageByPage_InOrderOfWorkspaces(int limit)
    {
        string[] ids = ["b", "acme-east", "9", "acme", "zebra"];
        await CommitAsync(async unit =>
        {
            foreach (var id in ids)
            {
                await unit.Imports.PutAsync(Sample.Import(id), None);
            }
        });

        var found = new List<string>();
        IReadOnlyList<BegunImport> page;
        do
        {
            WorkspaceId? after = found.Count == 0 ? null : new WorkspaceId(found[^1]);
            page = await ReadAsync(reader => reader.Imports.ListAsync(after, limit, None));
            Assert.True(page.Count <= limit);
            found.AddRange(page.Select(begun => begun.Workspace.Value));
        }
        while (page.Count == limit);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [ClassData(typeof(ImportedKinds))]
    public async Task RemoveRows_StepByStep_RemovesAllOfThatKindAndWorkspaceAndNothingElse(RowKind kind)
    {
        await SampleRows.AddToAsync(Store, SampleRows.Of(Sample.Acme, 1, 7));
        await SampleRows.AddToAsync(Store, SampleRows.Of(Sample.AcmeEast, 5001, 7));
        await SampleRows.AddToAsync(Store, Enumerable.Range(0, 12).Select(Request)); // in a table that all share
        var before = await TextsAsync();
        var steps = 0;

        for (string? cursor = null; steps == 0 || cursor is not null; steps++)
        {
            Assert.True(steps < 20);
            var from = cursor;
            var removed = await CommitAsync(unit => unit.Imports.RemoveRowsAsync(Sample.Acme, kind, from, 2, None));
            Assert.InRange(removed.Count, 0, 2);
            cursor = removed.Next;
        }

        Assert.Equal(before.Where(row => row.Kind != kind || row.Workspace != Sample.Acme), await TextsAsync());
        var none = await CommitAsync(unit => unit.Imports.RemoveRowsAsync(Sample.Acme, kind, null, 2, None));
        Assert.Equal(0, none.Count);
    }

    [Theory]
    [InlineData(RowKind.Tenant)]
    [InlineData(RowKind.Workspace)]
    public async Task RemoveRows_OfWhatNoImportLeaves_IsRefused(RowKind kind) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(
            unit => unit.Imports.RemoveRowsAsync(Sample.Acme, kind, null, 2, None)));

    [Fact]
    public async Task RemoveRows_OfEveryKind_LeavesNothingThatRowsAreFoundBy()
    {
        var rows = SampleRows.Of(Sample.Acme, 1, 7).Where(row => row.Kind != RowKind.Workspace).ToList();
        await SampleRows.AddToAsync(Store, rows);
        await RemoveAllAsync();

        await SampleRows.AddToAsync(Store, rows.Where(row => row.Kind != RowKind.Tenant));

        var found = await ReadAsync(reader => reader.Members.ListAsync(
            Sample.Acme, new RowSelection.All(), null, 0, 100, None));
        Assert.Equal(7, found.Items.Count);
    }

    [Fact]
    public async Task RemoveRows_OfCredentialsThatWereAskedFor_AreGoneFromEveryRead()
    {
        await SampleRows.AddToAsync(
            Store, SampleRows.Of(Sample.Acme, 1, 7).Where(row => row.Kind != RowKind.Workspace));
        Assert.All(await PointReadsAsync(), Assert.NotNull);

        await RemoveAllAsync();

        Assert.All(await PointReadsAsync(), Assert.Null);
        Assert.Equal(0, await Store.GetRevisionAsync(Sample.Acme, None));
    }

    private static StoredRow Request(int number) => new(
        RowKind.Request,
        new IdempotencyRecord(
            $"{(number % 3 == 0 ? Sample.Acme : Sample.AcmeEast)}\nmember:{number}",
            Sample.Hash(1),
            "r",
            1,
            1,
            Sample.At(number)));

    private async Task RemoveAllAsync()
    {
        foreach (var kind in ImportedKinds.All)
        {
            await CommitAsync(unit => unit.Imports.RemoveRowsAsync(Sample.Acme, kind, null, 100, None));
        }
    }

    private async Task<object?[]> PointReadsAsync() =>
    [
        await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None),
        await Store.FindMemberByUserNameAsync(Sample.Acme, "user1@example.com", None),
        await Store.FindApiKeyAsync(new ApiKeyId(Sample.Id(1)), None),
        await Store.FindSessionAsync(new SessionId(Sample.Id(1)), None),
        await Store.FindConnectionAsync(Sample.Acme, new ConnectionId(Sample.Id(1)), None),
        await Store.FindConnectionTokenAsync(new ConnectionTokenId(Sample.Id(1)), None),
    ];

    private Task<BegunImport?> FindAsync(WorkspaceId workspace) =>
        ReadAsync(reader => reader.Imports.FindAsync(workspace, None));

    private async Task<List<(RowKind Kind, WorkspaceId? Workspace, string Text)>> TextsAsync()
    {
        await using var snapshot = await ((IStoreSnapshots)Store).OpenSnapshotAsync(None);
        var rows = await SampleRows.ReadAllAsync(snapshot);
        return [.. rows.Select(row => (row.Kind, row.Workspace, System.Text.Json.JsonSerializer.Serialize(row.Value)))];
    }
}

/// <summary>All but those of which an import leaves none, or not without the workspace.</summary>
public sealed class ImportedKinds : TheoryData<RowKind>
{
    public ImportedKinds() => AddRange([.. All]);

    public static IEnumerable<RowKind> All =>
        Enum.GetValues<RowKind>().Where(kind => kind is not (RowKind.Tenant or RowKind.Workspace));
}
