using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Golden;

/// <summary>
/// A database as the program of some version left it: only that version's indexes, tables and fields, and rows without
/// checksums before there were any. Made past <see cref="Table"/>, which knows only how rows are written now.
/// </summary>
internal static class OldDatabase
{
    /// <summary>The first version that has a table; all others are there from 1 on.</summary>
    private static readonly Dictionary<string, int> Since = new()
    {
        [Tables.Resources] = 2,
        [Tables.UniqueValues] = 2,
        [Tables.Links] = 3,
        [Tables.ProvisioningLog] = 4,
    };

    /// <summary>Fields that rows of older versions lack.</summary>
    private static readonly (string Table, string Field, int Since)[] LaterFields =
    [
        (Tables.Groups, "managedBy", 2),
        (Tables.Connections, "allowedRoles", 3),
        (Tables.Connections, "federation", 3),
        (Tables.Connections, "breaker", 4),
        (Tables.Tokens, "use", 3),
        (Tables.Tokens, "grantedBy", 3),
        (Tables.Tokens, "lastUsed", 3),
    ];

    public static Task MakeAsync(IStorageDirectory disk, int version, int requests = 3) => WorkAsync(disk, database =>
    {
        if (version == 0)
        {
            return; // a file that was made and never got as far as its first migration
        }

        Schema.Migrate(database, version);
        foreach (var (table, row) in NewRows(requests).Where(row => Since.GetValueOrDefault(row.Table, 1) <= version))
        {
            foreach (var later in LaterFields.Where(later => later.Table == table && later.Since > version))
            {
                row.Remove(later.Field);
            }

            Write(database, table, version >= Schema.SealedSince ? DocumentChecksum.Seal(table, row) : row);
        }

        if (version < Schema.SealedSince)
        {
            Write(database, Tables.Schema, new BsonDocument { ["_id"] = Tables.Schema, ["version"] = version });
        }
    });

    public static async Task WorkAsync(IStorageDirectory disk, Action<ILiteDatabase> work)
    {
        await using var engine = await EngineFixture.StartAsync(disk);
        await engine.WriteAsync(
            database =>
            {
                work(database);
                return WorkOutcome.Commit(0);
            },
            CancellationToken.None);
    }

    /// <summary>Every row of a closed database but the version's, without its checksum.</summary>
    public static List<string> Rows(IReadOnlyDictionary<string, byte[]> files) =>
        [.. RowsByLiteDb.Documents(files[DatabaseFiles.DataName])
            .Where(row => row.Table != Tables.Schema)
            .Select(row =>
            {
                row.Row.Remove(DocumentChecksum.Field);
                return $"{row.Table} {Convert.ToHexString(BsonSerializer.Serialize(row.Row))}";
            })];

    public static async Task AssertFoundAsync(IStore store, int version)
    {
        if (version == 0)
        {
            return;
        }

        Assert.NotNull(await store.FindMemberByUserNameAsync(Sample.Acme, "USER1@example.com", default));
        Assert.NotNull(await store.FindApiKeyAsync(Sample.ApiKey(1).Id, default));
        Assert.NotNull(await store.FindSessionAsync(Sample.Session(1).Id, default));
        Assert.NotNull(await store.FindConnectionTokenAsync(Sample.Token(1).Id, default));
        Assert.Equal("Okta", (await store.FindConnectionAsync(Sample.Acme, Sample.Connection(1).Id, default))?.DisplayName);
        Assert.Equal(1, await store.GetRevisionAsync(Sample.Acme, default));
        await store.ReadAsync(
            async reader =>
            {
                Assert.NotNull(await reader.Groups.FindByDisplayNameAsync(Sample.Acme, "GROUP 1", default));
                Assert.Single(await reader.Groups.ListGroupsOfAsync(Sample.Acme, Sample.MemberId(1), null, 10, default));
                Assert.Single(await reader.Directories.ListMappingsAsync(Sample.Acme, default));
                Assert.Equal(2, (await reader.Audit.QueryAsync(Sample.Acme, new() { Member = Sample.MemberId(1) }, 10, default)).Events.Count);
                Assert.Equal(version >= 3 ? 1 : 0, (await reader.Groups.ListParentsAsync(Sample.Acme, Sample.GroupId(2), null, 10, default)).Count);
                Assert.Equal(version >= 4 ? 1 : 0, await reader.ProvisioningLog.CountAsync(Sample.Acme, default));
                return 0;
            },
            default);
    }

    private static void Write(ILiteDatabase database, string table, BsonDocument row) => database.GetCollection(table).Upsert(row);

    private static IEnumerable<(string Table, BsonDocument Row)> NewRows(int requests)
    {
        var first = Event(1, ReadOnlyMemory<byte>.Empty);
        var second = Event(2, first.Hash);
        var head = new WorkspaceHead(1, 2, second.Hash, Members: 2, ActiveMembers: 2, Groups: 2);
        yield return (Tables.Tenants, TenantDocument.Of(new Tenant(new TenantId("default"), "Default", [], Sample.At(0))));
        yield return (Tables.Workspaces, WorkspaceDocument.Of(Sample.Workspace("acme")));
        yield return (Tables.Heads, HeadDocument.Of(Sample.Acme, head));
        yield return (Tables.Connections, ConnectionDocument.Of(Sample.Connection(1)));
        yield return (Tables.Tokens, TokenDocument.Of(Sample.Token(1)));
        yield return (Tables.Mappings, MappingDocument.Of(Sample.Mapping(1)));
        yield return (Tables.Audit, AuditDocument.Of(first));
        yield return (Tables.Audit, AuditDocument.Of(second));
        yield return (Tables.Keys, ApiKeyDocument.Of(Sample.ApiKey(1)));
        yield return (Tables.Sessions, SessionDocument.Of(Sample.Session(1)));
        yield return (Tables.Tombstones, TombstoneDocument.Of(Sample.Tombstone(Sample.Member(9))));
        yield return (Tables.Memberships, MembershipDocument.Of(Sample.Membership(1, 1)));
        yield return (Tables.Links, LinkDocument.Of(Sample.Link(1, 2)));
        yield return (Tables.UniqueValues, new BsonDocument { ["_id"] = $"acme/{TextHash.Of("User:badge")}/{TextHash.Of("7")}", ["holder"] = Sample.Id(1) });
        yield return (Tables.ProvisioningLog, ProvisioningDocument.Of(Sample.Entry(1)));
        foreach (var number in Enumerable.Range(1, 2))
        {
            yield return (Tables.Members, MemberDocument.Of(Sample.Member(number)));
            yield return (Tables.Groups, GroupDocument.Of(Sample.Group(number) with { ManagedBy = Sample.Connection(1).Id }));
        }

        foreach (var number in Enumerable.Range(1, requests))
        {
            yield return (Tables.Requests, RequestDocument.Of(
                new IdempotencyRecord($"request {number}", Sample.Hash(1), "r", 1, 1, Sample.At(number))));
        }
    }

    private static AuditEvent Event(long sequence, ReadOnlyMemory<byte> before)
    {
        var audited = Sample.Event(sequence, null, 1);
        return audited with { Hash = AuditChain.Hash(before, audited) };
    }
}
