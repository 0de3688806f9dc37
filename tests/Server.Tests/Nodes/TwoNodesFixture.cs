namespace TeamAccess.Server.Tests.Nodes;

/// <summary>Two nodes for all tests that leave them as they were: to start them takes longer than most tests.</summary>
[CollectionDefinition(Name)]
public sealed class TwoNodesFixture : IAsyncLifetime, ICollectionFixture<TwoNodesFixture>
{
    public const string Name = "two nodes";

    private TwoNodes? nodes;

    internal TwoNodes Nodes => nodes ?? throw new InvalidOperationException("They run during the tests only.");

    public async Task InitializeAsync() => nodes = await TwoNodes.StartAsync();

    public async Task DisposeAsync() => await Nodes.DisposeAsync();
}
