using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.LiteDb.Compaction;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>A serving store on a data file in which a role has changed by itself.</summary>
public sealed class DamagedRowTests
{
    [Fact]
    public async Task Find_RowThatDiffersFromItsChecksum_IsNotServed()
    {
        var image = await DatabaseImage.ClosedAsync();
        var files = CompactionTests.FilesOf(image);
        files[DatabaseFiles.DataName] = Promote(image);
        await using var lifetime = new LiteDbLifetime(
            () => new RecordingDirectory(files),
            new LiteDbOptions { Directory = "unused" },
            new EngineOptions(),
            TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        var store = new LiteDbStore(lifetime);

        var (served, refused) = (0, new List<DatabaseDamagedException>());
        for (var number = 1; number <= 6; number++)
        {
            try
            {
                served += await store.FindMemberAsync(Sample.Acme, Sample.MemberId(number), default) is null ? 0 : 1;
            }
            catch (DatabaseDamagedException e)
            {
                refused.Add(e);
            }
        }

        Assert.Contains(Tables.Members, Assert.Single(refused).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", refused[0].Message, StringComparison.Ordinal);
        Assert.Equal(5, served);
        Assert.True(lifetime.Status.IsReady);
    }

    // The role of one of the first members, whose letter L becomes another: still a text, still a document.
    private static byte[] Promote(DatabaseImage image)
    {
        var id = System.Text.Encoding.ASCII.GetBytes(RowKeys.Of(Sample.Acme, Sample.Id(2)));
        var offsets = image.BytesOf(Tables.Members);
        var start = offsets.First(offset => image.Data.AsSpan(offset).StartsWith(id));
        var role = image.Data.AsSpan(start).IndexOf("role\0"u8) + start;
        var damaged = image.Data.ToArray();
        damaged[role + 5 + 4] ^= 1; // "Member" is "Lember" now
        return damaged;
    }
}
