using Grpc.Core;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>An admin tries a connection's settings with what identity providers send.</summary>
public sealed class SelfTestTests
{
    [Fact]
    public async Task RunSelfTest_EveryProvider_PassesAndLeavesNothing()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var channel = server.CreateChannel();
        var directories = new DirectoryService.DirectoryServiceClient(channel);
        var connection = await ConnectionAsync(directories, server);
        var before = await EventsAsync(channel, server);

        var report = await directories.RunSelfTestAsync(new RunSelfTestRequest { Connection = connection.Id }, server.OwnerHeaders);

        Assert.True(report.Passed, string.Join('\n', report.Steps.Where(step => !step.Passed).Select(step => $"{step.Flow}, {step.Step}: {step.Difference}")));
        Assert.Superset(
            new HashSet<string> { "okta", "entra", "onelogin", "jumpcloud", "pingone" },
            report.Steps.Select(step => step.Provider).ToHashSet());
        Assert.True(report.Steps.Count > 100, $"Only {report.Steps.Count} steps were played.");
        Assert.Contains(report.Steps, step => step.Status == 401);
        Assert.Equal(before, await EventsAsync(channel, server));
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(Path.GetTempPath(), "teamaccess-*"), path => File.Exists(Path.Combine(path, "scim")));
    }

    [Fact]
    public async Task RunSelfTest_StrictConnection_NamesTheStepThatItsSettingsRefuse()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var channel = server.CreateChannel();
        var directories = new DirectoryService.DirectoryServiceClient(channel);
        var strict = await directories.CreateConnectionAsync(
            new CreateConnectionRequest { DisplayName = "strict", Dialect = Dialect.Strict }, server.OwnerHeaders);

        var report = await directories.RunSelfTestAsync(
            new RunSelfTestRequest { Connection = strict.Connection.Id, Provider = "entra" }, server.OwnerHeaders);

        Assert.False(report.Passed);
        Assert.All(report.Steps, step => Assert.Equal("entra", step.Provider));
        Assert.All(report.Steps.Where(step => !step.Passed), step => Assert.NotEmpty(step.Difference));
        Assert.Contains(report.Steps, step => step.Passed);
    }

    [Theory]
    [InlineData("nobody", StatusCode.InvalidArgument)]
    [InlineData("../okta", StatusCode.InvalidArgument)]
    public async Task RunSelfTest_UnknownProvider_IsRefused(string provider, StatusCode status)
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var channel = server.CreateChannel();
        var directories = new DirectoryService.DirectoryServiceClient(channel);
        var connection = await ConnectionAsync(directories, server);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await directories.RunSelfTestAsync(
            new RunSelfTestRequest { Connection = connection.Id, Provider = provider }, server.OwnerHeaders));

        Assert.Equal(status, refused.StatusCode);
        Assert.Contains("okta", refused.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<Connection> ConnectionAsync(
        DirectoryService.DirectoryServiceClient directories, ServerProcess server) =>
        (await directories.ListConnectionsAsync(new ListConnectionsRequest(), server.OwnerHeaders)).Connections[0];

    private static async Task<long> EventsAsync(ChannelBase channel, ServerProcess server) =>
        (await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders)).Events;
}
