using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A change of a resource of a deployment's own type, whether it came as POST, PUT, PATCH or DELETE.</summary>
internal static class ResourceChange
{
    public static async ValueTask<Result<Resource>> AddAsync(
        Change change, ResourceTypeDefinition type, JsonObject attributes, CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var resource = new Resource
        {
            Workspace = change.WorkspaceId,
            Type = type.Id,
            Id = new ResourceId(change.NewId()),
            ManagedBy = connection.Id,
            ExternalId = AttributeBag.StringOf(attributes, "externalId"),
            Attributes = AttributeBag.From(attributes),
            Version = 1,
            Created = change.Now,
            LastModified = change.Now,
        };
        if ((UserAttributes.CheckSize(attributes)
            ?? await UniqueAttributes.CheckAsync(change, type, resource.Id.Value, null, attributes, cancellationToken))
            is { } refused)
        {
            return refused;
        }

        await change.Unit.Resources.AddAsync(resource, cancellationToken);
        await UniqueAttributes.HoldAsync(change, type, resource.Id.Value, null, attributes, cancellationToken);
        await RecordAsync(
            change, AuditActions.ResourceCreated, resource, UserAttributes.ChangesOf([], attributes), cancellationToken);
        return resource;
    }

    /// <returns>The resource as stored; unchanged, and nothing recorded, when nothing differs.</returns>
    public static async ValueTask<Result<Resource>> StoreAsync(
        Change change,
        ResourceTypeDefinition type,
        Resource resource,
        JsonObject attributes,
        CancellationToken cancellationToken)
    {
        var connection = await ConnectionOfCall.GetAsync(change, cancellationToken);
        var before = resource.Attributes.ToObject();
        var differences = UserAttributes.ChangesOf(before, attributes);
        if (differences.Count == 0)
        {
            return resource;
        }

        if ((UserAttributes.CheckSize(attributes)
            ?? await UniqueAttributes.CheckAsync(change, type, resource.Id.Value, before, attributes, cancellationToken))
            is { } refused)
        {
            return refused;
        }

        if (resource.ManagedBy != connection.Id)
        {
            differences.Add(new AuditChange("managedBy", resource.ManagedBy?.ToString(), connection.Id.ToString()));
        }

        var stored = resource with
        {
            ManagedBy = connection.Id,
            ExternalId = AttributeBag.StringOf(attributes, "externalId"),
            Attributes = AttributeBag.From(attributes),
            Version = resource.Version + 1,
            LastModified = change.Now,
        };
        await change.Unit.Resources.UpdateAsync(stored, cancellationToken);
        await UniqueAttributes.HoldAsync(change, type, stored.Id.Value, before, attributes, cancellationToken);
        await RecordAsync(change, AuditActions.ResourceUpdated, stored, differences, cancellationToken);
        return stored;
    }

    public static async ValueTask RemoveAsync(
        Change change, ResourceTypeDefinition type, Resource resource, CancellationToken cancellationToken)
    {
        var attributes = resource.Attributes.ToObject();
        await UniqueAttributes.HoldAsync(change, type, resource.Id.Value, attributes, null, cancellationToken);
        await change.Unit.Resources.RemoveAsync(resource.Workspace, resource.Type, resource.Id, cancellationToken);
        await RecordAsync(change, AuditActions.ResourceRemoved, resource, [], cancellationToken);
    }

    private static ValueTask RecordAsync(
        Change change,
        string action,
        Resource resource,
        IReadOnlyList<AuditChange> changes,
        CancellationToken cancellationToken) =>
        change.RecordAsync(action, $"resource:{resource.Type}/{resource.Id}", [], changes, cancellationToken);
}
