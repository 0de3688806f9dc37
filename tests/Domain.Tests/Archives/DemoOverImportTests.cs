using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests.Archives;

/// <summary>A demo goes into what nobody uses.</summary>
public sealed class DemoOverImportTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("acme")]
    public async Task Install_WhereAnImportWasBegun_IsRefusedAndChangesNothing(string workspace)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IStore>(new MemoryStore())
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Sample.At(0)))
            .AddSingleton(new TokenPepper(new byte[TokenPepper.Length]))
            .AddLogging()
            .AddTeamAccessDomain()
            .BuildServiceProvider();
        var store = services.GetRequiredService<IStore>();
        await store.CommitAsync(
            async unit =>
            {
                await unit.Imports.PutAsync(Sample.Import(workspace), default);
                return Outcome.Keep(true);
            },
            default);
        var demo = services.GetRequiredService<DemoInstallation>();

        await Assert.ThrowsAsync<InvalidDataException>(() => demo.InstallAsync(demo.Prepare(), default));

        Assert.False(await demo.IsInstalledAsync(default));
        Assert.NotNull(await store.ReadAsync(
            reader => reader.Imports.FindAsync(new WorkspaceId(workspace), default), default));
    }
}
