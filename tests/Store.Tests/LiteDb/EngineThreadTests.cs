using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.Tests.PowerCut;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class EngineThreadTests
{
    [Fact]
    public async Task Write_Answered_IsReadAndSurvivesARestart()
    {
        var directory = new RecordingDirectory();

        await using (var first = await StartAsync(directory))
        {
            Assert.Equal(7, await first.InsertAsync(7));
            Assert.Equal("7", await first.IdsAsync());
        }

        await using var second = await StartAsync(directory);
        Assert.Equal("7", await second.IdsAsync());
        Assert.Equal(EngineState.Serving, second.Health.State);
    }
}
