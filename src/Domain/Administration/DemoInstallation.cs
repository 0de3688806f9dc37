using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Fills an empty store with something to try: tenant <c>default</c>, workspace <c>demo</c>, its owner and one connection.</summary>
public sealed class DemoInstallation
{
    /// <summary>The demo's workspace.</summary>
    public static readonly WorkspaceId Workspace = new("demo");

    private const string OwnerUserName = "owner@demo.test";

    private static readonly Repeatable<DemoCredentials> NeverRepeated = new(
        _ => "", (_, _, _, _) => new ValueTask<DemoCredentials?>((DemoCredentials?)null));

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly TokenPepper pepper;
    private readonly RoleTable roles;

    internal DemoInstallation(IStore store, ChangeRunner changes, TokenPepper pepper, RoleTable roles) =>
        (this.store, this.changes, this.pepper, this.roles) = (store, changes, pepper, roles);

    /// <summary>Installs the demo in one transaction, unless the workspace is there already.</summary>
    /// <returns>The credentials, which are stored nowhere; null when nothing was done.</returns>
    public async Task<DemoCredentials?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (await store.FindWorkspaceAsync(Workspace, cancellationToken) is not null)
        {
            return null;
        }

        var call = new Call(new Actor.Server(), Workspace, Door.System, RequestId: "demo-installation", Address: null);
        var installed = await changes.RunAsync(
            call,
            Permissions.TenantAdminister,
            NeverRepeated,
            async change => (Result<DemoCredentials>)await InstallAsync(change, cancellationToken),
            cancellationToken);
        return installed.TryGet(out var done, out var failure)
            ? done.Value
            : throw new InvalidOperationException($"The demo could not be installed: {failure.Detail}");
    }

    private async ValueTask<DemoCredentials> InstallAsync(Change change, CancellationToken cancellationToken)
    {
        var wanted = new NewWorkspace(
            Workspace, TenantId.Default, "Demo", OwnerUserName, new OwnerName("Demo Owner", "Demo", "Owner"), SeatLimit: null);
        var created = await WorkspaceCreation.AddAsync(
            change, wanted, pepper, WorkspaceAdministration.FirstSession, cancellationToken);

        // Whoever tries the demo wants a second workspace sooner or later.
        await change.Unit.Workspaces.PutTenantAsync(
            new Tenant(TenantId.Default, "Default", [new TenantAdmin(Workspace, created.Owner.Id)], change.Now),
            cancellationToken);

        var connection = new DirectoryConnection
        {
            Workspace = Workspace,
            Id = new ConnectionId(Guid.CreateVersion7(change.Now)),
            DisplayName = "Demo identity provider",
            Dialect = Dialect.Compatible,
            DefaultRole = roles.DefaultRole,
            RoleCeiling = roles.Roles[1].Name,
            Created = change.Now,
            Version = 1,
        };
        await change.Unit.Directories.AddConnectionAsync(connection, cancellationToken);
        await change.RecordAsync(
            AuditActions.ConnectionCreated,
            $"connection:{connection.Id}",
            [],
            ConnectionRules.ChangesOf(null, connection),
            cancellationToken);
        var token = await ConnectionTokens.AddAsync(change, connection.Id, pepper, expires: null, cancellationToken);
        return new DemoCredentials(token.Secret!, created.OwnerToken!);
    }
}

/// <param name="ScimToken">For the identity provider.</param>
/// <param name="OwnerToken">For the owner's gRPC calls.</param>
public sealed record DemoCredentials(string ScimToken, string OwnerToken)
{
    public override string ToString() => nameof(DemoCredentials);
}
