using System.IO.Compression;
using System.Text;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

public sealed class ArchiveTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly DateTimeOffset Made = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LiteDbEngine liteDb = new();
    private readonly LiteDbEngine otherLiteDb = new();
    private readonly PostgresEngine postgres = new();
    private IStore store = null!;

    public async Task InitializeAsync() => store = await liteDb.OpenAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await liteDb.DisposeAsync();
        await otherLiteDb.DisposeAsync();
        await postgres.DisposeAsync();
    }

    [Fact]
    public async Task All_LiteDbToPostgresAndBack_IsTheSameRowForRow()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 700));
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.AcmeEast, 5001, 4));
        var first = await WriteAsync(store);
        var shared = await postgres.OpenAsync();
        await ImportAsync(shared, first);
        var second = await WriteAsync(shared);
        var back = await otherLiteDb.OpenAsync();
        await ImportAsync(back, second);
        var third = await WriteAsync(back);

        Assert.Equal(LinesOf(first), LinesOf(second));
        Assert.Equal(LinesOf(first), LinesOf(third));
        Assert.Equal(700, await RevisionAsync(back, Sample.Acme));
        Assert.Empty((await ArchiveImport.VerifyAsync(new MemoryStream(third), ImportLimits.None, null, default)).Check.Findings);
    }

    [Fact]
    public async Task Workspace_ToAStoreWithOthers_BringsThatOneOnly()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.AcmeEast, 5001, 4));
        var archive = await WriteAsync(store, Sample.Acme);
        var target = await otherLiteDb.OpenAsync();
        await SampleRows.AddToAsync(target, SampleRows.Of(new WorkspaceId("there"), 9001, 4));

        var report = await ImportAsync(target, archive);

        Assert.Equal([Sample.Acme], report.Workspaces);
        Assert.DoesNotContain(LinesOf(archive), line => line.Contains("acme-east", StringComparison.Ordinal));
        Assert.Equal(LinesOf(archive), LinesOf(await WriteAsync(target, Sample.Acme)));
        Assert.Equal(4, await RevisionAsync(target, new WorkspaceId("there")));
    }

    [Fact]
    public async Task Import_StoppedAtEveryPart_GoesOnAndEndsTheSame()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 700));
        var archive = await WriteAsync(store);
        var target = await otherLiteDb.OpenAsync();

        var before = new List<long>();
        ImportReport? report = null;
        for (var run = 1; report is null; run++)
        {
            var failing = new FailingStore(target, commits: run);
            try
            {
                report = await ImportAsync(failing, archive);
                before.Add(report.RowsBefore);
            }
            catch (StoreUnavailableException)
            {
                Assert.True(run < 50);
                var there = await target.FindWorkspaceAsync(Sample.Acme, default);
                Assert.True(there is null || await RevisionAsync(target, Sample.Acme) == 700);
            }
        }

        Assert.True(before[^1] > 1000);
        Assert.Equal(LinesOf(archive), LinesOf(await WriteAsync(target)));
    }

    [Fact]
    public async Task Import_WorkspaceThereAlready_IsRefusedAndChangesNothing()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var archive = await WriteAsync(store);
        var target = await otherLiteDb.OpenAsync();
        await SampleRows.AddToAsync(target, SampleRows.Of(Sample.Acme, 1, 5));

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(target, archive));

        Assert.Contains("acme", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, await RevisionAsync(target, Sample.Acme));
    }

    [Fact]
    public async Task Import_OfWhatIsThereFromIt_ChangesNothing()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var archive = await WriteAsync(store);
        var target = await otherLiteDb.OpenAsync();
        await ImportAsync(target, archive);

        var again = await ImportAsync(target, archive);

        Assert.Equal(again.Rows, again.RowsBefore);
        Assert.Equal(LinesOf(archive), LinesOf(await WriteAsync(target)));
    }

    [Fact]
    public async Task Import_ArchiveThatIsAnotherTheSecondTime_LeavesNoWorkspace()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 700));
        var archive = await WriteAsync(store, Sample.Acme);
        await SampleRows.AddToAsync(store, [new StoredRow(RowKind.Request, Request("acme\nlater"))]);
        var other = await WriteAsync(store, Sample.Acme);
        var target = await otherLiteDb.OpenAsync();
        var given = new Queue<byte[]>([archive, other]);

        await Assert.ThrowsAsync<ArchiveException>(() => ArchiveImport.RunAsync(
            target,
            (IStoreSnapshots)target,
            () => new MemoryStream(given.Dequeue()),
            TimeProvider.System,
            null,
            default));

        Assert.Null(await target.FindWorkspaceAsync(Sample.Acme, default));
        Assert.Equal(0, await RevisionAsync(target, Sample.Acme));
    }

    [Fact]
    public async Task Import_OfAWorkspaceThatAnotherArchiveHasBegun_IsRefusedAndChangesNothing()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 700));
        var archive = await WriteAsync(store, Sample.Acme);
        await SampleRows.AddToAsync(store, [new StoredRow(RowKind.Request, Request("acme\nlater"))]);
        var other = await WriteAsync(store, Sample.Acme);
        var target = await otherLiteDb.OpenAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportAsync(new FailingStore(target, commits: 3), archive));

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(target, other));

        Assert.True(refused.IsPlaceTaken);
        Assert.Contains("another archive", refused.Message, StringComparison.Ordinal);
        await ImportAsync(target, archive);
        Assert.Equal(700, await RevisionAsync(target, Sample.Acme));
    }

    [Theory]
    [InlineData(74)]
    [InlineData(324)]
    public async Task Import_ParkedAtEachPart_ItsHeadIsThereOnlyWithTheWorkspace(int size)
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, size));
        var archive = await WriteAsync(store, Sample.Acme);
        var target = await otherLiteDb.OpenAsync();

        for (var run = 1; await target.FindWorkspaceAsync(Sample.Acme, default) is null; run++)
        {
            Assert.Equal(0, await RevisionAsync(target, Sample.Acme));
            Assert.True(run < 50);
            try
            {
                await ImportAsync(new FailingStore(target, commits: run), archive);
            }
            catch (StoreUnavailableException)
            {
            }
        }

        Assert.Equal(size, await RevisionAsync(target, Sample.Acme));
    }

    [Fact]
    public async Task Import_LargeRows_ArePartedByTheirSize()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        await SampleRows.AddToAsync(store, Enumerable.Range(0, 20).Select(number =>
            new StoredRow(RowKind.Request, Request($"acme\n{number}", new string('x', 1024 * 1024)))));
        var archive = await WriteAsync(store, Sample.Acme);
        var counting = new FailingStore(await otherLiteDb.OpenAsync(), commits: int.MaxValue);

        await ImportAsync(counting, archive);

        Assert.InRange(counting.Made, 1 + 3, 1 + 4); // 20 MiB in parts of 8, after the look for room
    }

    [Fact]
    public async Task Verify_ArchiveOfOneWorkspaceWithRowsOfOthers_OrTooManyRows_IsRefused()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var archive = await WriteAsync(store, Sample.Acme);
        await using var hostile = new HostileSnapshot([.. SampleRows.Of(Sample.Acme, 1, 10), .. SampleRows.Of(Sample.AcmeEast, 5001, 4)]);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(hostile, Sample.Acme, "pepper", Made, output, null, default);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(new MemoryStore(), output.ToArray()));
        Assert.Contains("rows of others", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArchiveException>(() =>
            ArchiveImport.VerifyAsync(new MemoryStream(archive), new ImportLimits { Rows = 20 }, null, default));
    }

    [Fact]
    public async Task Read_CutAnywhere_IsRefused()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var archive = await WriteAsync(store);
        var plain = Unzip(archive);

        for (var length = 0; length < archive.Length; length += 97)
        {
            await AssertRefusedAsync(archive[..length]);
        }

        for (var length = 0; length < plain.Length - 1; length += 97)
        {
            await AssertRefusedAsync(Zip(plain[..length]));
        }
    }

    [Fact]
    public async Task Read_SomethingMissingInTheMiddle_IsRefused()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var archive = await WriteAsync(store);
        var lines = Encoding.UTF8.GetString(Unzip(archive)).Split('\n');

        for (var from = 100; from < archive.Length - 200; from += 97)
        {
            await AssertRefusedAsync([.. archive[..from], .. archive[(from + 100)..]]);
        }

        for (var line = 1; line < lines.Length - 2; line++)
        {
            string[] less = [.. lines[..line], .. lines[(line + 1)..]];
            await AssertRefusedAsync(Zip(Encoding.UTF8.GetBytes(string.Join('\n', less))));
        }
    }

    [Fact]
    public async Task Read_AnyByteChanged_IsRefused()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var plain = Unzip(await WriteAsync(store));
        var random = new Random(7);

        for (var round = 0; round < 200; round++)
        {
            var changed = plain.ToArray();
            changed[random.Next(changed.Length - 1)] ^= (byte)(1 << random.Next(8));
            await AssertRefusedAsync(Zip(changed));
        }
    }

    [Fact]
    public async Task Read_EndThatCountsOtherwise_OrIsNotTheEnd_IsRefused()
    {
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, 1, 10));
        var plain = Encoding.UTF8.GetString(Unzip(await WriteAsync(store)));
        Assert.Contains("\"member\":10,", plain, StringComparison.Ordinal);

        foreach (var instead in new[] { "\"member\":11,", "" })
        {
            var other = plain.Replace("\"member\":10,", instead, StringComparison.Ordinal);
            await AssertRefusedAsync(Zip(Encoding.UTF8.GetBytes(other)));
        }

        await AssertRefusedAsync(Zip(Encoding.UTF8.GetBytes(plain + "{}\n")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("null\n")]
    [InlineData("[1]\n")]
    [InlineData("{\"archive\":\"other\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":2,\"made\":\"2026-01-01T00:00:00Z\"}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n{\"end\":null}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n{\"end\":{}}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n{\"kind\":\"member\",\"row\":{}}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n{\"kind\":\"other\",\"row\":{}}\n")]
    [InlineData("{\"archive\":\"teamaccess\",\"version\":1,\"made\":\"2026-01-01T00:00:00Z\"}\n[]\n")]
    public async Task Read_SomethingElse_IsRefused(string text)
    {
        await AssertRefusedAsync(Zip(Encoding.UTF8.GetBytes(text)));
        await AssertRefusedAsync(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task Write_NoSuchWorkspace_IsRefused() =>
        await Assert.ThrowsAsync<ArchiveException>(() => WriteAsync(store, new WorkspaceId("nobody")));

    [Fact]
    public async Task Verify_RowsThatDoNotAgree_AreFound()
    {
        foreach (var (kind, change) in Weaknesses())
        {
            await using var engine = new LiteDbEngine();
            var weak = await engine.OpenAsync();
            await SampleRows.AddToAsync(weak, change(SampleRows.Of(Sample.Acme, 1, 10).ToList()));
            var archive = await WriteAsync(weak);

            var (_, _, check) = await ArchiveImport.VerifyAsync(new MemoryStream(archive), ImportLimits.None, null, default);

            Assert.True(check.Findings.Count > 0, kind);
            await using var snapshot = await ((IStoreSnapshots)weak).OpenSnapshotAsync(default);
            Assert.Equal(check.Findings, (await ContentCheck.RunAsync(snapshot, null, null, default)).Findings);
            await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(new MemoryStore(), archive));
        }
    }

    private static IEnumerable<(string Name, Func<List<StoredRow>, IEnumerable<StoredRow>> Change)> Weaknesses()
    {
        foreach (var kind in new[] { RowKind.Member, RowKind.Group, RowKind.AuditEvent, RowKind.Head })
        {
            yield return ($"the first {kind} is missing", rows => rows.Where(row => row != rows.Find(one => one.Kind == kind)));
            yield return ($"the last {kind} is missing", rows => rows.Where(row => row != rows.FindLast(one => one.Kind == kind)));
        }

        yield return ("an event was changed", rows => rows.Select(row =>
            row.Value is Domain.Audit.AuditEvent { Sequence: 5 } audited ? row with { Value = audited with { Actor = "other" } } : row));
        yield return ("a member is not active", rows => rows.Select(row =>
            row.Value is Domain.Members.Member member && member.Id == Sample.MemberId(5)
                ? row with { Value = member with { State = Domain.Members.MemberState.Deactivated } }
                : row));
    }

    private static async Task<byte[]> WriteAsync(IStore store, WorkspaceId? workspace = null)
    {
        await using var snapshot = await ((IStoreSnapshots)store).OpenSnapshotAsync(default);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, workspace, "pepper", Made, output, null, default);
        return output.ToArray();
    }

    private static Task<ImportReport> ImportAsync(IStore store, byte[] archive) =>
        HalfImport.ImportAsync(store, archive);

    private static IdempotencyRecord Request(string key, string result = "id") =>
        new(key, new byte[32], result, 1, 1, Sample.At(0));

    private static async Task AssertRefusedAsync(byte[] archive)
    {
        var store = new MemoryStore();
        await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(store, archive));
        await using var snapshot = await store.OpenSnapshotAsync(default);
        Assert.Empty(await SampleRows.ReadAllAsync(snapshot));
    }

    // Requests come in another order from each engine.
    private static IEnumerable<string> LinesOf(byte[] archive) => Encoding.UTF8.GetString(Unzip(archive))
        .Split('\n')
        .Where(line => !line.Contains("\"end\":", StringComparison.Ordinal))
        .OrderBy(line => line.Contains("\"kind\":\"request\"", StringComparison.Ordinal) ? line : "", StringComparer.Ordinal);

    private static Task<long> RevisionAsync(IStore store, WorkspaceId workspace) =>
        store.GetRevisionAsync(workspace, default).AsTask();

    private static byte[] Unzip(byte[] archive)
    {
        using var plain = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        zip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Zip(byte[] plain)
    {
        var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionMode.Compress))
        {
            zip.Write(plain);
        }

        return archive.ToArray();
    }
}
