using System.Net;
using Microsoft.Extensions.Configuration;
using TeamAccess.Server.Options;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>Roles and entitlements can be taken out of SCIM for the whole deployment.</summary>
public sealed class GovernanceOptionTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public void Read_Option_IsOnUnlessSwitchedOff(string? value, bool expected) =>
        Assert.Equal(expected, Read(value).ScimGovernance);

    [Fact]
    public void Read_AnythingElse_IsRefused() => Assert.Throws<OptionException>(() => Read("maybe"));

    [Fact]
    public async Task Server_SwitchedOff_AdvertisesAndServesNeither()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_GOVERNANCE", "off"));
        using var client = server.CreateScimClient();

        var types = await client.GetStringAsync("ResourceTypes");
        using var roles = await client.GetAsync("Roles");

        Assert.Contains("\"/Users\"", types, StringComparison.Ordinal);
        Assert.DoesNotContain("/Roles", types, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, roles.StatusCode);
    }

    private static ServerOptions Read(string? value) => ServerOptionsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(CommandLine.Read(value is null ? [] : ["--scim-governance", value]))
        .Build());
}
