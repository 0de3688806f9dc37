using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Schema;

/// <summary>An attribute path found in a resource type.</summary>
/// <param name="Extension">The extension that holds the attribute; null for core and common attributes.</param>
public sealed record AttributeTarget(
    SchemaDefinition? Extension, AttributeDefinition Attribute, AttributeDefinition? SubAttribute)
{
    /// <summary>What a value at this path is: the sub-attribute where there is one.</summary>
    public AttributeDefinition Leaf => SubAttribute ?? Attribute;

    /// <summary>The path in wire notation and canonical casing, e.g. <c>name.givenName</c>.</summary>
    public string Name
    {
        get
        {
            var name = Extension is null ? Attribute.Name : $"{Extension.Id}:{Attribute.Name}";
            return SubAttribute is null ? name : $"{name}.{SubAttribute.Name}";
        }
    }

    /// <summary>
    /// The object that holds <see cref="Attribute"/>: the resource, or its extension object when that is there.
    /// </summary>
    public JsonObject? ContainerIn(JsonObject resource) =>
        Extension is null ? resource : resource[Extension.Id] as JsonObject;

    /// <summary>The attribute's own value, ignoring <see cref="SubAttribute"/>; null when unassigned.</summary>
    public JsonNode? ValueIn(JsonObject resource) => ContainerIn(resource)?[Attribute.Name];
}
