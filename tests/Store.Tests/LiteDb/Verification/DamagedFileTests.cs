using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>Files that lost more than a bit.</summary>
public sealed class DamagedFileTests
{
    [Fact]
    public async Task Verify_DataFileCutAtAnyLength_IsFound()
    {
        var image = await DatabaseImage.ClosedAsync();
        var random = new Random(3);
        int[] lengths =
        [
            0, 1, 32, 191, 192, LitePage.Size - 1, LitePage.Size, image.Data.Length - 1, image.Data.Length - LitePage.Size,
            .. Enumerable.Range(0, 60).Select(_ => random.Next(image.Data.Length)),
        ];
        foreach (var length in lengths)
        {
            Assert.True(DatabaseImage.Verify(image.Data[..length], image.Log).FindingCount > 0, $"Cut to {length} bytes.");
        }
    }

    [Fact]
    public async Task Verify_AnyPageZeroed_IsFoundWhereItHeldAnything()
    {
        var image = await DatabaseImage.ClosedAsync();
        for (var page = 0; page < image.Data.Length / LitePage.Size; page++)
        {
            var damaged = image.Data.ToArray();
            damaged.AsSpan(page * LitePage.Size, LitePage.Size).Clear();

            Assert.True(DatabaseImage.Verify(damaged, image.Log).FindingCount > 0, $"Page {page} was zeroed.");
        }
    }

    [Fact]
    public async Task Verify_TwoPagesExchanged_IsFound()
    {
        var image = await DatabaseImage.ClosedAsync();
        var (random, pages) = (new Random(5), image.Data.Length / LitePage.Size);
        for (var i = 0; i < 60; i++)
        {
            var (first, second) = (random.Next(pages), random.Next(pages));
            if (first == second)
            {
                continue;
            }

            var damaged = image.Data.ToArray();
            Copy(image.Data, first, damaged, second);
            Copy(image.Data, second, damaged, first);

            Assert.True(DatabaseImage.Verify(damaged, image.Log).FindingCount > 0, $"Pages {first} and {second} were exchanged.");
        }
    }

    /// <summary>Also with the page's own number put right, as a disk that wrote old content would leave it.</summary>
    [Fact]
    public async Task Verify_PageFromAnotherPlace_IsFound()
    {
        var image = await DatabaseImage.ClosedAsync();
        var (random, pages) = (new Random(6), image.Data.Length / LitePage.Size);
        for (var i = 0; i < 60; i++)
        {
            var (from, to) = (random.Next(1, pages), random.Next(1, pages));
            if (from == to || image.Data.AsSpan((from * LitePage.Size) + 4, LitePage.Size - 4)
                .SequenceEqual(image.Data.AsSpan((to * LitePage.Size) + 4, LitePage.Size - 4)))
            {
                continue;
            }

            var damaged = image.Data.ToArray();
            Copy(image.Data, from, damaged, to);
            BitConverter.TryWriteBytes(damaged.AsSpan(to * LitePage.Size), (uint)to);

            Assert.True(DatabaseImage.Verify(damaged, image.Log).FindingCount > 0, $"Page {from} lies at {to}.");
        }
    }

    [Fact]
    public async Task Verify_Noise_IsFoundAndNothingElseHappens()
    {
        var image = await DatabaseImage.ClosedAsync();
        var random = new Random(9);
        for (var i = 0; i < 60; i++)
        {
            var damaged = image.Data.ToArray();
            for (var hole = random.Next(1, 6); hole > 0; hole--)
            {
                var start = random.Next(damaged.Length - 64);
                random.NextBytes(damaged.AsSpan(start, random.Next(1, Math.Min(LitePage.Size * 2, damaged.Length - start))));
            }

            DatabaseImage.Verify(damaged, image.Log);
        }

        Assert.True(DatabaseImage.Verify(new byte[LitePage.Size * 3], null).FindingCount > 0);
    }

    [Fact]
    public async Task Verify_LogWithoutItsHeaders_IsFound()
    {
        var image = await DatabaseImage.KilledAsync();
        var none = image.Log.ToArray();
        none.AsSpan(0, LogFormat.HeaderSize).Clear();
        var older = image.Log.ToArray();
        var newest = BitConverter.ToUInt64(older, 8) > BitConverter.ToUInt64(older, 4096 + 8) ? 0 : 4096;
        older[newest + 9] ^= 4;

        Assert.Contains(DatabaseImage.Verify(image.Data, none).Findings, finding => finding.Subject == VerificationSubject.Log);
        Assert.Contains(DatabaseImage.Verify(image.Data, older).Findings, finding => finding.Subject == VerificationSubject.Log);
    }

    [Fact]
    public async Task Verify_DataFileGoneAndItsLogThere_IsFound()
    {
        var image = await DatabaseImage.KilledAsync();

        Assert.True(DatabaseImage.Verify([], image.Log).FindingCount > 0);
    }

    private static void Copy(byte[] from, int page, byte[] to, int target) =>
        from.AsSpan(page * LitePage.Size, LitePage.Size).CopyTo(to.AsSpan(target * LitePage.Size));
}
