using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;
using Xunit.Abstractions;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>One bit of the files is changed at a time; no one that changes a row may go unnoticed.</summary>
public sealed class BitFlipTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";
    private static readonly int Flips = Long ? 5000 : 50;
    private static readonly int Anywhere = Long ? 50_000 : 200;

    public static TheoryData<string> AllTables => [.. Tables.All];

    [Theory]
    [MemberData(nameof(AllTables))]
    public async Task Verify_AnyBitOfARowFlipped_IsFound(string table)
    {
        var image = await DatabaseImage.ClosedAsync();
        var offsets = image.BytesOf(table);
        Assert.NotEmpty(offsets);
        var random = new Random(7);
        for (var i = 0; i < Flips; i++)
        {
            var (offset, bit) = (offsets[random.Next(offsets.Count)], random.Next(8));

            var report = DatabaseImage.Verify(DatabaseImage.Flip(image.Data, offset, bit), image.Log);

            Assert.True(report.FindingCount > 0, $"Bit {bit} at {offset}, in a row of {table}, was not noticed.");
        }
    }

    [Theory]
    [InlineData(Tables.Members)]
    [InlineData(Tables.Keys)]
    [InlineData(Tables.Connections)]
    public async Task Verify_WithoutComparingChecksums_MissesBits(string table)
    {
        var image = await DatabaseImage.ClosedAsync();
        var (offsets, random) = (image.BytesOf(table), new Random(7));
        var blind = new RowSeal(isDue: true, (_, _, _) => true);

        var noticed = Enumerable.Range(0, 150).TakeWhile(_ => !DatabaseImage.Verify(
            DatabaseImage.Flip(image.Data, offsets[random.Next(offsets.Count)], random.Next(8)), image.Log, blind).IsIntact).Count();

        output.WriteLine($"Flip {noticed + 1} in {table} goes unnoticed without the checksum");
        Assert.InRange(noticed, 0, 149);
    }

    /// <summary>The other way round: whatever is flipped anywhere, a file that passes holds the same rows.</summary>
    [Fact]
    public async Task Verify_BitsFlippedAnywhere_WhatPassesHoldsTheSameRows()
    {
        var image = await DatabaseImage.ClosedAsync();
        var rows = RowsByLiteDb.Read(image.Data);
        var (random, passed) = (new Random(11), 0);
        for (var i = 0; i < Anywhere; i++)
        {
            var (offset, bit) = (random.Next(image.Data.Length), random.Next(8));
            var damaged = DatabaseImage.Flip(image.Data, offset, bit);
            if (DatabaseImage.Verify(damaged, image.Log).IsIntact)
            {
                passed++;
                Assert.True(rows.SequenceEqual(RowsByLiteDb.Read(damaged)), $"Bit {bit} at {offset} changes rows and was not noticed.");
            }
        }

        output.WriteLine($"{passed} of {Anywhere} flips touch no row and no index");
    }

    /// <summary>Headers, slots and links of pages, where a bit can lead anywhere.</summary>
    [Fact]
    public async Task Verify_BitsOfPageHeadersAndSlotsFlipped_WhatPassesHoldsTheSameRows()
    {
        var image = await DatabaseImage.ClosedAsync();
        var rows = RowsByLiteDb.Read(image.Data);
        var (random, missed) = (new Random(13), new List<string>());
        for (var i = 0; i < Flips * 5; i++)
        {
            var page = random.Next(image.Data.Length / LitePage.Size) * LitePage.Size;
            var offset = page + (random.Next(2) == 0 ? random.Next(200) : LitePage.Size - 1 - random.Next(100));
            var bit = random.Next(8);
            var damaged = DatabaseImage.Flip(image.Data, offset, bit);
            if (DatabaseImage.Verify(damaged, image.Log).IsIntact)
            {
                if (!RowsByLiteDb.Opens(damaged) || !rows.SequenceEqual(RowsByLiteDb.Read(damaged)))
                {
                    missed.Add($"Bit {bit} at {offset} changes rows and was not noticed.");
                }
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task Verify_AnyBitOfTheFilesHeaderFlipped_WhatPassesCanBeOpened()
    {
        var image = await DatabaseImage.ClosedAsync();
        for (var bit = (Long ? 32 : 60) * 8; bit < (Long ? 192 : 90) * 8; bit++)
        {
            var damaged = DatabaseImage.Flip(image.Data, bit / 8, bit % 8);
            if (DatabaseImage.Verify(damaged, image.Log).IsIntact)
            {
                Assert.True(RowsByLiteDb.Opens(damaged), $"Bit {bit % 8} at {bit / 8} was not noticed.");
            }
        }
    }

    /// <summary>Also of those tables that a new file does not have, because they are made with their first row.</summary>
    [Fact]
    public async Task Verify_AnyBitOfTheNamesOfTablesAndTheirKeysFlipped_IsFound()
    {
        var image = await DatabaseImage.ClosedAsync();
        var offsets = image.BytesOfNames();
        var random = new Random(19);
        for (var i = 0; i < Flips * 5; i++)
        {
            var (offset, bit) = (offsets[random.Next(offsets.Count)], random.Next(8));

            var report = DatabaseImage.Verify(DatabaseImage.Flip(image.Data, offset, bit), image.Log);

            Assert.True(report.FindingCount > 0, $"Bit {bit} at {offset}, in the name of a table or of its key, was not noticed.");
        }
    }

    /// <summary>
    /// A start takes whole frames of the log up to the first broken one, so a broken one with whole ones behind it is
    /// damage, or a power cut; the very last one cannot be told from a write that was cut off.
    /// </summary>
    [Fact]
    public async Task Verify_AnyBitOfTheLogFlipped_IsFoundButInItsLastEntry()
    {
        var image = await DatabaseImage.KilledAsync();
        Assert.True(image.Verify().IsIntact, string.Join('\n', image.Verify().Findings));
        var frames = image.Verify().PagesInLog;
        Assert.True(frames > 10);
        var random = new Random(17);
        var inUse = LastWholeFrame(image.Log);
        for (var i = 0; i < Flips; i++)
        {
            var offset = LogFormat.HeaderSize + random.Next((int)inUse * LogFormat.FrameSize);

            var report = DatabaseImage.Verify(image.Data, DatabaseImage.Flip(image.Log, offset, random.Next(8)));

            Assert.True(report.FindingCount > 0, $"A bit at {offset} of the log was not noticed.");
        }
    }

    private static long LastWholeFrame(byte[] log)
    {
        var file = new LogFile(new FailStopFile(new Store.LiteDb.Pages.MemoryFile(log)), LogFormat.Standard);
        file.Load(durableBefore: 0);
        return file.Count - 1;
    }
}
