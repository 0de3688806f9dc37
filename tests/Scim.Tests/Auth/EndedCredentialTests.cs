using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Auth;

/// <summary>A credential that ends is refused on the next request.</summary>
public sealed class EndedCredentialTests(ScimHost host) : IClassFixture<ScimHost>
{
    private DirectoryAdministration Directories => host.Services.GetRequiredService<DirectoryAdministration>();

    [Fact]
    public async Task Request_TokenRevoked_Answers401()
    {
        var ended = await NewAsync("revoked");

        TestWorkspaces.Value(await Directories.RevokeTokenAsync(ended.Owner, ended.TokenId, CancellationToken.None));

        (await host.ClientOf(ended.Token).GetAsync("/Users")).ShouldBeError(401);
    }

    [Fact]
    public async Task Request_ConnectionRemoved_Answers401()
    {
        var ended = await NewAsync("removed");

        TestWorkspaces.Value(
            await Directories.RemoveConnectionAsync(ended.Owner, ended.Connection, null, CancellationToken.None));

        (await host.ClientOf(ended.Token).GetAsync("/Users")).ShouldBeError(401);
    }

    [Fact]
    public async Task Request_ConnectionPaused_Answers403UntilItIsResumed()
    {
        var paused = await NewAsync("paused");

        await PauseAsync(paused, true);

        var client = host.ClientOf(paused.Token);
        (await client.GetAsync("/Users")).ShouldBeError(403);
        (await client.GetAsync($"/Users/{paused.OwnerId}")).ShouldBeError(403);
        (await client.PostAsync("/Users", Bodies.User(host.NewName()))).ShouldBeError(403);

        await PauseAsync(paused, false);
        (await client.GetAsync("/Users")).ShouldBe(200);
    }

    [Fact]
    public async Task Request_TokenExpired_Answers401()
    {
        var workspace = await NewAsync("expired");
        var issued = TestWorkspaces.Value(await Directories.CreateTokenAsync(
            workspace.Owner, workspace.Connection, host.Clock.GetUtcNow().AddHours(1), CancellationToken.None));
        var client = host.ClientOf(issued.Value.Secret);
        (await client.GetAsync("/Users")).ShouldBe(200);

        host.Clock.Advance(TimeSpan.FromHours(1));

        (await client.GetAsync("/Users")).ShouldBeError(401);
    }

    private Task<TestWorkspace> NewAsync(string id) => TestWorkspaces.CreateAsync(host.Services, id, Dialect.Compatible);

    private async Task PauseAsync(TestWorkspace workspace, bool paused) =>
        TestWorkspaces.Value(await Directories.UpdateConnectionAsync(
            workspace.Owner,
            workspace.Connection,
            new ConnectionChanges(null, null, null, null, paused),
            null,
            CancellationToken.None));
}
