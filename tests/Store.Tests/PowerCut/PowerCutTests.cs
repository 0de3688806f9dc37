using Xunit.Abstractions;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// No cut of the power may lose an answered write, keep half of one, or leave a database that does not open.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    internal static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Fact]
    public async Task Cut_AtAnyPoint_KeepsWhatWasAnsweredAndNoHalves()
    {
        var (histories, images, units) = Long ? (2000, 25, 30) : (4, 50, 40);
        var opened = 0;
        for (var number = 0; number < histories; number++)
        {
            var run = new PowerCutRun(SeedOf(number), Weakness.None, units);

            var violations = await run.FindViolationsAsync(images);

            opened += run.Opened;
            Assert.Empty(violations);
        }

        output.WriteLine($"{histories} histories, {opened} images opened");
    }

    [Fact]
    public async Task Cut_AfterAFailedFlushAndARestart_KeepsWhatWasAnsweredAndNoHalves()
    {
        var (seeds, histories) = Long ? (50, 100) : (1, 25);
        var opened = 0;
        for (var number = 0; number < seeds; number++)
        {
            var run = new PowerCutRun(SeedOf(number), Weakness.None);

            var violations = await run.FindViolationsAfterAFailedFlushAsync(histories);

            opened += run.Opened;
            Assert.Empty(violations);
        }

        output.WriteLine($"{seeds * histories} histories, {opened} images opened");
    }

    [Theory]
    [InlineData(Weakness.NoFlush)]
    [InlineData(Weakness.AnswerBeforeFlush)]
    [InlineData(Weakness.NoChecksum)]
    [InlineData(Weakness.NoGeneration)]
    [InlineData(Weakness.GenerationNotFlushed)]
    [InlineData(Weakness.LogNotFlushedBeforeData)]
    [InlineData(Weakness.DataNotFlushedBeforeLogCut)]
    [InlineData(Weakness.DirectoryNotFlushed)]
    public async Task Cut_OfAWeakenedStore_IsNoticed(Weakness weakness)
    {
        var run = new PowerCutRun(seed: 1, weakness);

        var violations = await run.FindViolationsAsync(images: 2000);

        violations.ForEach(output.WriteLine);
        output.WriteLine($"{run.Opened} images opened");
        Assert.NotEmpty(violations);
    }

    internal static int SeedOf(int number) => Long ? Random.Shared.Next() : number + 1;
}
