using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Keeps values unique that the schema says are (RFC 7643 §7), <c>server</c> and <c>global</c> alike within a workspace.
/// userName and a group's displayName are not among them: their rows have an index of their own.
/// </summary>
internal static class UniqueAttributes
{
    /// <param name="before">Null for a resource that is new. A value it had already is not asked about again.</param>
    /// <returns>Null, or <see cref="FailureKind.Uniqueness"/> naming the attribute.</returns>
    public static async ValueTask<Failure?> CheckAsync(
        Change change,
        ResourceTypeDefinition type,
        Guid id,
        JsonObject? before,
        JsonObject after,
        CancellationToken cancellationToken)
    {
        foreach (var attribute in AttributesOf(change, type))
        {
            var had = KeysOf(before, attribute);
            foreach (var key in KeysOf(after, attribute).Except(had, StringComparer.Ordinal))
            {
                var holder = await change.Unit.UniqueValues.FindHolderAsync(
                    change.WorkspaceId, ValueOf(type, attribute, key), cancellationToken);
                if (holder is not null && holder != id)
                {
                    return Failure.Uniqueness(attribute.Name);
                }
            }
        }

        return null;
    }

    /// <summary>Takes hold of a resource's values, and releases those it had before and has no more.</summary>
    /// <param name="after">Null for a resource that goes.</param>
    public static async ValueTask HoldAsync(
        Change change,
        ResourceTypeDefinition type,
        Guid id,
        JsonObject? before,
        JsonObject? after,
        CancellationToken cancellationToken)
    {
        var values = change.Unit.UniqueValues;
        foreach (var attribute in AttributesOf(change, type))
        {
            var (had, has) = (KeysOf(before, attribute), KeysOf(after, attribute));
            foreach (var value in had.Except(has, StringComparer.Ordinal).Select(key => ValueOf(type, attribute, key)))
            {
                if (await values.FindHolderAsync(change.WorkspaceId, value, cancellationToken) == id)
                {
                    await values.ReleaseAsync(change.WorkspaceId, value, cancellationToken);
                }
            }

            // Values from before the attribute became unique are taken hold of as soon as their resource is written.
            foreach (var value in has.Select(key => ValueOf(type, attribute, key)))
            {
                if (await values.FindHolderAsync(change.WorkspaceId, value, cancellationToken) is null)
                {
                    await values.HoldAsync(change.WorkspaceId, value, id, cancellationToken);
                }
            }
        }
    }

    private static IEnumerable<AttributeTarget> AttributesOf(Change change, ResourceTypeDefinition type) =>
        type == change.Catalog.User || type == change.Catalog.Group
            ? type.UniqueAttributes.Where(attribute => attribute.Extension is not null)
            : type.UniqueAttributes;

    private static HashSet<string> KeysOf(JsonObject? resource, AttributeTarget attribute) =>
        resource is null ? [] : UniqueKeys.Of(resource, attribute).ToHashSet(StringComparer.Ordinal);

    private static UniqueValue ValueOf(ResourceTypeDefinition type, AttributeTarget attribute, string key) =>
        new($"{type.Id}:{attribute.Name}", key);
}
