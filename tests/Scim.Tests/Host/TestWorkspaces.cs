using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>Makes workspaces the way an operator and an owner do.</summary>
internal static class TestWorkspaces
{
    public static async Task<TestWorkspace> CreateAsync(
        IServiceProvider services, string id, Dialect dialect, int? seatLimit = null)
    {
        var workspace = new WorkspaceId(id);
        var asOperator = new Call(new Actor.Operator(), workspace, Door.System, "test", null);
        var created = Value(await services.GetRequiredService<WorkspaceAdministration>().CreateAsync(
            asOperator,
            new NewWorkspace(
                workspace, TenantId.Default, id, $"owner@{id}.example", new OwnerName("Owner", "Olive", "Owner"), seatLimit),
            CancellationToken.None)).Value;

        var owner = await services.GetRequiredService<CredentialAuthentication>()
            .AuthenticateAsync(created.OwnerToken!, CancellationToken.None);
        var asOwner = new Call(owner!, workspace, Door.System, "test", null);
        var directories = services.GetRequiredService<DirectoryAdministration>();
        var connection = Value(await directories.CreateConnectionAsync(
            asOwner, new NewConnection("Test", dialect, null, null), CancellationToken.None)).Value;
        var issued = Value(await directories.CreateTokenAsync(asOwner, connection.Id, null, CancellationToken.None)).Value;

        return new TestWorkspace(
            workspace, connection.Id, issued.Token.Id, issued.Secret!, created.OwnerToken!, created.Owner.Id, asOwner);
    }

    public static T Value<T>(Result<T> result)
        where T : notnull =>
        result.TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.Detail);
}
