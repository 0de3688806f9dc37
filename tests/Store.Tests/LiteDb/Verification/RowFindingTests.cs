using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>Rows that are sound one by one, with valid checksums, and wrong all the same.</summary>
public sealed class RowFindingTests : LiteDbTest
{
    private static readonly string Kim = RowKeys.Of(Sample.Acme, Sample.Id(2));

    [Theory]
    [InlineData(Tables.Memberships)]
    [InlineData(Tables.Links)]
    [InlineData(Tables.Keys)]
    [InlineData(Tables.Sessions)]
    [InlineData(Tables.Tokens)]
    [InlineData(Tables.Mappings)]
    [InlineData(Tables.UniqueValues)]
    public async Task Verify_RowThatNamesOneThatIsNot_IsFound(string table)
    {
        var field = table switch
        {
            Tables.Memberships or Tables.Sessions => "member",
            Tables.Links => "child",
            Tables.Keys => "creator",
            Tables.UniqueValues => "holder",
            _ => "connection",
        };
        var finding = await FindAsync(database =>
        {
            var rows = new Table(database, table);
            var row = rows.Scan(RowIndex.Id, new KeyRange("", "\uffff"), 1).Single();
            rows.Delete(row.Text("_id"));
            row[field] = Sample.Id(7777);
            rows.Insert(Again(table, row));
        });

        Assert.Equal((VerificationSubject.Reference, table), (finding.Subject, finding.Table));
    }

    [Fact]
    public async Task Verify_GroupThatIsGone_LeavesItsCountAndMemberships()
    {
        var findings = await FindAllAsync(database => new Table(database, Tables.Groups).Delete(RowKeys.Of(Sample.Acme, Sample.Id(2))));

        Assert.Contains(findings, finding => finding is { Subject: VerificationSubject.Count, Table: Tables.Heads, Id: "acme" });
        Assert.Contains(findings, finding => finding is { Subject: VerificationSubject.Reference, Table: Tables.Memberships });
        Assert.Contains(findings, finding => finding is { Subject: VerificationSubject.Reference, Table: Tables.Links });
    }

    [Theory]
    [InlineData("members")]
    [InlineData("activeMembers")]
    [InlineData("groups")]
    public async Task Verify_HeadThatMiscounts_IsFound(string count)
    {
        var finding = await FindAsync(database =>
        {
            var heads = new Table(database, Tables.Heads);
            var head = heads.Find("acme")!;
            head[count] = head[count].AsInt32 + 1;
            heads.Update(head);
        });

        Assert.Equal((VerificationSubject.Count, "acme"), (finding.Subject, finding.Id));
    }

    [Fact]
    public async Task Verify_LastAuditEventTakenAway_IsFound()
    {
        var finding = await FindAsync(database =>
        {
            var audit = new Table(database, Tables.Audit);
            audit.Delete(audit.ScanBack(KeyRange.Within("acme/"), 1).Single().Text("_id"));
        });

        Assert.Equal((VerificationSubject.AuditChain, Tables.Heads, "acme"), (finding.Subject, finding.Table, finding.Id));
    }

    [Fact]
    public async Task Verify_AuditEventTakenFromTheMiddle_IsFoundAtTheNext()
    {
        var finding = await FindAsync(database => new Table(database, Tables.Audit).Delete(RowKeys.Of(Sample.Acme, 7)));

        Assert.Equal((VerificationSubject.AuditChain, RowKeys.Of(Sample.Acme, 8)), (finding.Subject, finding.Id));
    }

    [Fact]
    public async Task Verify_AuditEventRewritten_IsFound()
    {
        var finding = await FindAsync(database =>
        {
            var audit = new Table(database, Tables.Audit);
            var row = audit.Find(RowKeys.Of(Sample.Acme, 7))!;
            row["actor"] = "member:someone-else";
            audit.Update(row);
        });

        Assert.Equal((VerificationSubject.AuditChain, RowKeys.Of(Sample.Acme, 7)), (finding.Subject, finding.Id));
    }

    [Fact]
    public async Task Verify_RowWrittenPastTheTable_HasNoChecksum()
    {
        var finding = await FindAsync(database =>
        {
            var rows = database.GetCollection(Tables.Members);
            var row = rows.FindById(Kim);
            row.Remove(DocumentChecksum.Field);
            row["role"] = "Owner";
            rows.Update(row);
        });

        Assert.Equal((VerificationSubject.Row, Tables.Members, Kim), (finding.Subject, finding.Table, finding.Id));
        Assert.Contains("no checksum", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RowOfAnotherTable_DiffersFromItsChecksum()
    {
        var finding = await FindAsync(database => database.GetCollection(Tables.Tombstones)
            .Insert(database.GetCollection(Tables.Members).FindById(Kim)));

        Assert.Equal((VerificationSubject.Row, Tables.Tombstones, Kim), (finding.Subject, finding.Table, finding.Id));
        Assert.Contains("differs from its checksum", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_KeyThatDoesNotFollowFromTheName_IsFound()
    {
        var finding = await FindAsync(database =>
        {
            var rows = new Table(database, Tables.Members);
            var row = rows.Find(Kim)!;
            row[Tables.ByName.Field] = RowKeys.Named(Sample.Acme, "another name");
            rows.Update(row);
        });

        Assert.Equal((VerificationSubject.Row, Kim), (finding.Subject, finding.Id));
        Assert.Contains("byName", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_IndexThatIsMissing_IsFound()
    {
        var finding = await FindAsync(database => database.GetCollection(Tables.Members).DropIndex("byModified"));

        Assert.Equal((VerificationSubject.Index, Tables.Members), (finding.Subject, finding.Table));
    }

    [Fact]
    public async Task Findings_HoldNoPersonalValues()
    {
        var image = await DatabaseImage.ClosedAsync();
        var offsets = image.BytesOf(Tables.Members);
        var random = new Random(21);
        for (var i = 0; i < 40; i++)
        {
            var report = DatabaseImage.Verify(DatabaseImage.Flip(image.Data, offsets[random.Next(offsets.Count)], random.Next(8)), image.Log);

            Assert.DoesNotContain(report.Findings, finding => finding.ToString().Contains("example.com", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Checksum_GoesWithTheRowThroughEveryKindOfWrite()
    {
        await FullDatabase.WriteAsync(await Engine.OpenAsync(), members: 10);
        await Engine.DisposeAsync();

        var unsealed = await RawAsync(database => Tables.All
            .SelectMany(name => database.GetCollection(name).FindAll().Where(row => !DocumentChecksum.Matches(name, row)))
            .Count());

        Assert.Equal(0, unsealed);
    }

    private static BsonDocument Again(string table, BsonDocument row)
    {
        row.Remove(DocumentChecksum.Field);
        return table switch
        {
            Tables.Memberships => MembershipDocument.Of(MembershipDocument.Read(row)),
            Tables.Links => LinkDocument.Of(LinkDocument.Read(row)),
            Tables.Keys => ApiKeyDocument.Of(ApiKeyDocument.Read(row)),
            Tables.Sessions => SessionDocument.Of(SessionDocument.Read(row)),
            Tables.Tokens => TokenDocument.Of(TokenDocument.Read(row)),
            Tables.Mappings => MappingDocument.Of(MappingDocument.Read(row)),
            _ => row,
        };
    }

    private async Task<VerificationFinding> FindAsync(Action<ILiteDatabase> change) => (await FindAllAsync(change))[0];

    private async Task<IReadOnlyList<VerificationFinding>> FindAllAsync(Action<ILiteDatabase> change)
    {
        await FullDatabase.WriteAsync(await Engine.OpenAsync(), members: 10);
        await Engine.DisposeAsync();
        await RawAsync(database =>
        {
            change(database);
            return 0;
        });
        var files = Engine.Disk.Contents();
        var report = LiteDbVerification.Run(new MemoryFile(files[DatabaseFiles.DataName]), new MemoryFile(files[DatabaseFiles.LogName]));
        Assert.False(report.IsIntact);
        return report.Findings;
    }

    private async Task<T> RawAsync<T>(Func<ILiteDatabase, T> work)
    {
        await using var raw = await EngineThread.StartAsync(
            Engine.Directory, new EngineOptions(), TimeProvider.System, NullLogger.Instance);
        return await raw.WriteAsync(database => WorkOutcome.Commit(work(database)), default);
    }
}
