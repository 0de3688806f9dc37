using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// What an identity provider may do to resources of the deployment's own types (RFC 7644 §3). They are data: what they
/// hold is for their schema to say, and nothing else follows from it.
/// </summary>
public sealed class ResourceProvisioning
{
    private readonly ChangeRunner changes;
    private readonly ResourceReading reading;

    internal ResourceProvisioning(ChangeRunner changes, ResourceReading reading) =>
        (this.changes, this.reading) = (changes, reading);

    /// <summary>Creates a resource (RFC 7644 §3.3). The id is ours, whatever the body says.</summary>
    /// <param name="attributes">In canonical form, required attributes present.</param>
    /// <returns>
    /// The resource, or: a value that must be unique is another's (<see cref="FailureKind.Uniqueness"/>), or it is too
    /// large (<see cref="FailureKind.InvalidValue"/>).
    /// </returns>
    public Task<Result<Committed<Resource>>> CreateAsync(
        Call call, ResourceTypeDefinition type, JsonObject attributes, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            RepeatableOf(type),
            change => ResourceChange.AddAsync(change, type, attributes, cancellationToken),
            cancellationToken);

    /// <param name="id">As the client sent it; text that is no id of ours is simply not found.</param>
    /// <returns>
    /// The resource, or <see cref="FailureKind.NotFound"/>, also for one of another workspace or another type.
    /// </returns>
    public Task<Result<Resource>> GetAsync(
        Call call, ResourceTypeDefinition type, string id, CancellationToken cancellationToken) =>
        reading.GetAsync(call, type, id, cancellationToken);

    /// <summary>Replaces the attributes (RFC 7644 §3.5.1); see <see cref="Replacement"/> for what silence keeps.</summary>
    /// <returns>
    /// As <see cref="CreateAsync"/>; also <see cref="FailureKind.NotFound"/>, <see cref="FailureKind.VersionMismatch"/>,
    /// <see cref="FailureKind.Mutability"/>, and <see cref="FailureKind.PermissionDenied"/> for another directory's.
    /// </returns>
    public Task<Result<Committed<Resource>>> ReplaceAsync(
        Call call,
        ResourceTypeDefinition type,
        string id,
        Replacement replacement,
        IfMatch? ifMatch,
        CancellationToken cancellationToken) =>
        ChangeAsync(call, type, id, ifMatch, replacement.Over, cancellationToken);

    /// <summary>Applies every operation of a PATCH, or none (RFC 7644 §3.5.2).</summary>
    /// <returns>As <see cref="ReplaceAsync"/>, and what <see cref="PatchPlan.Apply"/> refuses.</returns>
    public Task<Result<Committed<Resource>>> PatchAsync(
        Call call,
        ResourceTypeDefinition type,
        string id,
        PatchPlan plan,
        IfMatch? ifMatch,
        CancellationToken cancellationToken) =>
        ChangeAsync(call, type, id, ifMatch, plan.Apply, cancellationToken);

    /// <summary>Removes a resource for good (RFC 7644 §3.6); the values it held alone are free again.</summary>
    public Task<Result<Committed<ResourceId>>> DeleteAsync(
        Call call, ResourceTypeDefinition type, string id, IfMatch? ifMatch, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            Repeatables.ResourceId,
            async change =>
            {
                var found = await FindAsync(change, type, id, ifMatch, cancellationToken);
                if (!found.TryGet(out var resource, out var failure))
                {
                    return (Result<ResourceId>)failure;
                }

                await ResourceChange.RemoveAsync(change, type, resource, cancellationToken);
                return resource.Id;
            },
            cancellationToken);

    private Task<Result<Committed<Resource>>> ChangeAsync(
        Call call,
        ResourceTypeDefinition type,
        string id,
        IfMatch? ifMatch,
        Func<JsonObject, Result<JsonObject>> apply,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryProvision,
            RepeatableOf(type),
            async change =>
            {
                var found = await FindAsync(change, type, id, ifMatch, cancellationToken);
                return found.TryGet(out var resource, out var failure)
                    && apply(resource.Attributes.ToObject()).TryGet(out var attributes, out failure)
                        ? await ResourceChange.StoreAsync(change, type, resource, attributes, cancellationToken)
                        : failure;
            },
            cancellationToken);

    private static async ValueTask<Result<Resource>> FindAsync(
        Change change, ResourceTypeDefinition type, string id, IfMatch? ifMatch, CancellationToken cancellationToken)
    {
        var resource = ResourceId.TryParse(id, out var resourceId)
            ? await change.Unit.Resources.FindAsync(change.WorkspaceId, type.Id, resourceId, cancellationToken)
            : null;
        if (resource is null)
        {
            return Failure.NotFound(type.Name, id);
        }

        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        return (ConnectionReach.ToWrite(connection, resource.ManagedBy) ?? IfMatch.Check(ifMatch, resource.Version))
            is { } refused
                ? refused
                : resource;
    }

    private static Repeatable<Resource> RepeatableOf(ResourceTypeDefinition type) => new(
        resource => resource.Id.ToString(),
        (store, workspace, id, token) =>
            store.Resources.FindAsync(workspace, type.Id, new ResourceId(Guid.Parse(id)), token));
}
