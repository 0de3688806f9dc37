using System.Buffers.Binary;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>The files of a small database with rows in every table, made once, to be damaged in copies.</summary>
internal sealed class DatabaseImage
{
    private static readonly Lazy<Task<(DatabaseImage Killed, DatabaseImage Closed)>> Images = new(MakeAsync);

    private DatabaseImage(byte[] data, byte[] log) => (Data, Log) = (data, log);

    public byte[] Data { get; }

    public byte[] Log { get; }

    /// <summary>After a clean stop: everything is in the data file.</summary>
    public static async Task<DatabaseImage> ClosedAsync() => (await Images.Value).Closed;

    /// <summary>After a kill with the same rows: one workspace is in the data file, the other one's pages in the log.</summary>
    public static async Task<DatabaseImage> KilledAsync() => (await Images.Value).Killed;

    public static DatabaseImage Of(byte[] data, byte[] log) => new(data, log);

    public static VerificationReport Verify(byte[] data, byte[]? log, RowSeal? seal = null) =>
        LiteDbVerification.Run(new MemoryFile(data), log is null ? null : new MemoryFile(log), seal: seal);

    public VerificationReport Verify(RowSeal? seal = null) => Verify(Data, Log, seal);

    /// <summary>Offsets in the data file of every byte of every document of a table.</summary>
    public List<int> BytesOf(string table)
    {
        var pages = new PageReader(new MemoryFile(Data), log: null, new Dictionary<uint, long>());
        var collection = CollectionLayout.ReadAll(pages).Single(found => found.Name == table).Page;
        var offsets = new List<int>();
        for (var id = 1u; id <= pages.LastPage; id++)
        {
            var page = pages.Get(id);
            if (page.Kind == PageKind.Data && page.Collection == collection)
            {
                foreach (var slot in page.Slots())
                {
                    page.Bytes.Overlaps(page.Segment(slot), out var start);
                    var first = (int)(id * LitePage.Size) + start + 6; // behind the block's own header
                    offsets.AddRange(Enumerable.Range(first, page.Segment(slot).Length - 6));
                }
            }
        }

        return offsets;
    }

    /// <summary>Offsets of the bytes that name each collection, in the file's header, and its primary key, in its page.</summary>
    public List<int> BytesOfNames()
    {
        const int NamesOffset = 192;
        const int KeyOffset = 99; // behind how many indexes there are, and the number and the kind of the first
        var collections = CollectionLayout.ReadAll(new PageReader(new MemoryFile(Data), log: null, new Dictionary<uint, long>()));
        return
        [
            .. Enumerable.Range(NamesOffset, BinaryPrimitives.ReadInt32LittleEndian(Data.AsSpan(NamesOffset))),
            .. collections.SelectMany(found => Enumerable.Range(((int)found.Page * LitePage.Size) + KeyOffset, "_id\0$._id\0".Length)),
        ];
    }

    public static byte[] Flip(byte[] bytes, int offset, int bit)
    {
        var copy = bytes.ToArray();
        copy[offset] ^= (byte)(1 << bit);
        return copy;
    }

    private static async Task<(DatabaseImage Killed, DatabaseImage Closed)> MakeAsync()
    {
        await using var engine = new LiteDbEngine();
        await FullDatabase.WriteAsync(await engine.OpenAsync(), Sample.Acme, members: 40);
        await FullDatabase.WriteAsync(await engine.OpenAsync(), Sample.AcmeEast, members: 40);
        var killed = engine.Disk.Contents();
        await engine.DisposeAsync();
        return (Of(killed), Of(engine.Disk.Contents()));
    }

    private static DatabaseImage Of(IReadOnlyDictionary<string, byte[]> files) =>
        new(files[DatabaseFiles.DataName], files[DatabaseFiles.LogName]);
}
