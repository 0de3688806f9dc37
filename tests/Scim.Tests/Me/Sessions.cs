using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Keys;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Me;

/// <summary>Workspaces whose members sign in.</summary>
internal static class Sessions
{
    public static Task<TestWorkspace> NewWorkspaceAsync(this ScimHost host, string id) =>
        TestWorkspaces.CreateAsync(host.Services, id, Dialect.Compatible);

    /// <summary>A client with a session of that member, opened as an operator does.</summary>
    public static async Task<ScimClient> SignInAsync(this ScimHost host, WorkspaceId workspace, string memberId)
    {
        var issued = TestWorkspaces.Value(await host.Services.GetRequiredService<SessionAdministration>().CreateAsync(
            new Call(new Actor.Operator(), workspace, Door.Grpc, "test", null),
            new MemberId(Guid.Parse(memberId)),
            TimeSpan.FromHours(1),
            CancellationToken.None));
        return host.ClientOf(issued.Value.Token);
    }

    /// <summary>A member whom no directory manages any more, with a role below Owner.</summary>
    public static async Task<(TestWorkspace Workspace, string Id, ScimClient Me)> NewLocalMemberAsync(this ScimHost host, string workspaceId)
    {
        var workspace = await host.NewWorkspaceAsync(workspaceId);
        var id = await host.ClientOf(workspace.Token).CreateUserAsync(host.NewName());
        await host.ReleaseAsync(workspace);
        return (workspace, id, await host.SignInAsync(workspace.Id, id));
    }

    /// <summary>Removes the directory connection, so that the workspace's own members are left.</summary>
    public static async Task ReleaseAsync(this ScimHost host, TestWorkspace workspace) =>
        TestWorkspaces.Value(await host.Services.GetRequiredService<DirectoryAdministration>().RemoveConnectionAsync(
            workspace.Owner, workspace.Connection, null, CancellationToken.None));

    /// <summary>An API key that the owner made for themselves.</summary>
    public static async Task<string> NewKeyAsync(this ScimHost host, TestWorkspace workspace) =>
        TestWorkspaces.Value(await host.Services.GetRequiredService<ApiKeyAdministration>().CreateAsync(
            workspace.Owner, new NewApiKey(null, "Test", [], null, null), CancellationToken.None)).Value.Token!;

    public static async Task<IReadOnlyList<AuditEvent>> EventsOfAsync(this ScimHost host, TestWorkspace workspace, string actor) =>
        TestWorkspaces.Value(await host.Services.GetRequiredService<AuditTrail>().QueryAsync(
            workspace.Owner, new AuditQuery { Actor = actor }, 1_000, CancellationToken.None)).Events;
}
