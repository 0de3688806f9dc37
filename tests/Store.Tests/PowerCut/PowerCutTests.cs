using Xunit.Abstractions;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// No cut of the power may lose an answered write, keep half of one, or leave a database that does not open.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Fact]
    public async Task Cut_AtAnyPoint_KeepsWhatWasAnsweredAndNoHalves()
    {
        var (seeds, images) = Long ? (16, 500) : (2, 150);
        for (var number = 0; number < seeds; number++)
        {
            var seed = Long ? Random.Shared.Next() : number + 1;
            var run = new PowerCutRun(seed, Weakness.None);

            var violations = await run.FindViolationsAsync(images);

            output.WriteLine($"seed {seed}: {run.Opened} images opened");
            Assert.Empty(violations);
        }
    }

    [Theory]
    [InlineData(Weakness.NoFlush)]
    [InlineData(Weakness.AnswerBeforeFlush)]
    [InlineData(Weakness.NoChecksum)]
    [InlineData(Weakness.NoGeneration)]
    [InlineData(Weakness.GenerationNotFlushed)]
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
}
