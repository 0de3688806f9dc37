using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>What rows are found by goes with them, though no read would show what was left.</summary>
public sealed class AbandonedIndexTests : PostgresTest
{
    [Fact]
    public async Task Abandon_HalfImport_LeavesNoRowInAnyTableThatNamesTheWorkspace()
    {
        var store = await Engine.OpenAsync();
        await SampleRows.AddToAsync(
            store,
            SampleRows.Of(Sample.Acme, 1, 7).Where(row => row.Kind is not (RowKind.Head or RowKind.Workspace)));
        await CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(77) with { ExternalId = "x77" }, default));
        await CommitAsync(store, unit => unit.Groups.AddAsync(Sample.Group(77) with { ExternalId = "x77" }, default));
        Assert.NotEqual(["0"], await SqlAsync("SELECT count(*) FROM found_by"));
        Assert.NotEqual(["0"], await SqlAsync("SELECT count(*) FROM audit_members"));

        await ImportAbandonment.RunAsync(store, Sample.Acme, TimeProvider.System, null, default);

        var tables = await SqlAsync(
            """
            SELECT table_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND column_name = 'workspace'
            """);
        Assert.Contains("found_by", tables);
        foreach (var table in tables)
        {
            Assert.Equal(["0"], await SqlAsync($"SELECT count(*) FROM {table}"));
        }
    }
}
