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

/// <summary>
/// Fills an empty store with something to try: tenant <c>default</c>, workspace <c>demo</c>, its owner and one
/// connection.
/// </summary>
public sealed class DemoInstallation
{
    /// <summary>The demo's workspace.</summary>
    public static readonly WorkspaceId Workspace = new("demo");

    private const string OwnerUserName = "owner@demo.test";

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly SessionAdministration sessions;
    private readonly TokenPepper pepper;
    private readonly RoleTable roles;
    private readonly TimeProvider clock;

    internal DemoInstallation(
        IStore store,
        ChangeRunner changes,
        SessionAdministration sessions,
        TokenPepper pepper,
        RoleTable roles,
        TimeProvider clock) =>
        (this.store, this.changes, this.sessions, this.pepper, this.roles, this.clock) =
        (store, changes, sessions, pepper, roles, clock);

    public async ValueTask<bool> IsInstalledAsync(CancellationToken cancellationToken) =>
        await store.FindWorkspaceAsync(Workspace, cancellationToken) is not null;

    /// <summary>
    /// Makes the demo's tokens. They prove nothing until <see cref="InstallAsync"/> has stored their hashes.
    /// </summary>
    public DemoTokens Prepare()
    {
        var now = clock.GetUtcNow();
        return new DemoTokens(
            TokenText.Create(TokenKind.Connection, Guid.CreateVersion7(now)),
            TokenText.Create(TokenKind.Session, Guid.CreateVersion7(now)));
    }

    /// <summary>Installs the demo in one transaction.</summary>
    /// <exception cref="InvalidDataException">The store holds something else: a demo would become admin of it.</exception>
    public async Task InstallAsync(DemoTokens tokens, CancellationToken cancellationToken)
    {
        var call = new Call(new Actor.Server(), Workspace, Door.System, RequestId: "demo-installation", Address: null);
        var installed = await changes.RunAsync(
            call,
            Permissions.TenantAdminister,
            Repeatables.Workspace,
            async change => await IsUnusedAsync(change.Unit, cancellationToken)
                ? await FillAsync(change, tokens, cancellationToken)
                : (Result<Workspaces.Workspace>)Failure.Uniqueness("workspace_id"),
            cancellationToken);
        if (!installed.TryGet(out _, out var failure))
        {
            throw new InvalidDataException(
                "The data directory holds workspaces already, or an import was begun into it, so no demo is put "
                + "into it. Start without --demo, or with another "
                + $"data directory. ({failure.Kind})");
        }
    }

    /// <summary>
    /// Opens another session for whoever owns the demo now, for the day when the first owner's has ended with their
    /// access. Whoever can start the server on the data may have it.
    /// </summary>
    /// <returns>The token; null while ownership is vacant.</returns>
    public async Task<string?> RenewOwnerSessionAsync(CancellationToken cancellationToken)
    {
        if ((await store.FindWorkspaceAsync(Workspace, cancellationToken))?.Owner is not { } owner)
        {
            return null;
        }

        var call = new Call(new Actor.Server(), Workspace, Door.System, RequestId: "demo-renewal", Address: null);
        var issued = await sessions.CreateAsync(call, owner, SessionAdministration.Longest, cancellationToken);
        return issued.TryGet(out var done, out _) ? done.Value.Token : null;
    }

    private static async ValueTask<bool> IsUnusedAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        await unit.Workspaces.FindTenantAsync(TenantId.Default, cancellationToken) is null
        && (await unit.Imports.ListAsync(after: null, limit: 1, cancellationToken)).Count == 0;

    private async ValueTask<Workspaces.Workspace> FillAsync(
        Change change, DemoTokens tokens, CancellationToken cancellationToken)
    {
        var wanted = new NewWorkspace(
            Workspace, TenantId.Default, "Demo", OwnerUserName, new OwnerName("Demo Owner", "Demo", "Owner"), SeatLimit: null);
        var created = await WorkspaceCreation.AddAsync(
            change, wanted, tokens.Owner, pepper, WorkspaceAdministration.FirstSession, cancellationToken);

        // Whoever tries the demo wants a second workspace sooner or later.
        await change.Unit.Workspaces.PutTenantAsync(
            new Tenant(TenantId.Default, "Default", [new TenantAdmin(Workspace, created.Owner.Id)], change.Now),
            cancellationToken);

        var connection = new DirectoryConnection
        {
            Workspace = Workspace,
            Id = new ConnectionId(change.NewId()),
            DisplayName = "Demo identity provider",
            Dialect = Dialect.Compatible,
            DefaultRole = roles.DefaultRole,
            RoleCeiling = roles.HighestBelowOwner.Name,
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
        await ConnectionTokens.AddAsync(change, connection.Id, tokens.Scim, pepper, expires: null, cancellationToken);
        return created.Workspace;
    }
}

/// <summary>The demo's tokens on their way to whoever tries it.</summary>
public sealed record DemoTokens(TokenText Scim, TokenText Owner)
{
    public DemoCredentials Revealed => new(Scim.Reveal(), Owner.Reveal());
}

/// <param name="ScimToken">For the identity provider.</param>
/// <param name="OwnerToken">For the owner's gRPC calls.</param>
public sealed record DemoCredentials(string ScimToken, string OwnerToken)
{
    public override string ToString() => nameof(DemoCredentials);
}
