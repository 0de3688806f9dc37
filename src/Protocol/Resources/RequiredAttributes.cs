using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// What every resource of a type must have, and every complex value. A read-only one is the server's own to give, so no
/// request fails for it.
/// </summary>
internal static class RequiredAttributes
{
    internal static Failure? Check(JsonObject resource, ResourceTypeDefinition type) =>
        MissingIn(resource, type).FirstOrDefault() is { } name ? Missing(name) : null;

    /// <summary>
    /// The same for a resource that was changed: what it lacked before, say because an extension became required since,
    /// is no reason to refuse another change of it.
    /// </summary>
    internal static Failure? CheckChange(JsonObject before, JsonObject after, ResourceTypeDefinition type)
    {
        var missing = MissingIn(after, type).ToList();
        return missing.Count > 0 && missing.Except(MissingIn(before, type)).FirstOrDefault() is { } name
            ? Missing(name)
            : null;
    }

    /// <summary>The same for one value of a complex attribute.</summary>
    internal static Failure? CheckSubAttributes(JsonObject value, AttributeDefinition complex, string name) =>
        MissingIn(value, complex, name).FirstOrDefault() is { } missing ? Missing(missing) : null;

    private static IEnumerable<string> MissingIn(JsonObject resource, ResourceTypeDefinition type)
    {
        var missing = MissingIn(resource, type.Schema, "");
        foreach (var extension in type.Extensions)
        {
            var values = resource[extension.Schema.Id] as JsonObject;
            if (values is not null || extension.Required)
            {
                missing = missing.Concat(MissingIn(values ?? [], extension.Schema, $"{extension.Schema.Id}:"));
            }
        }

        return missing;
    }

    private static IEnumerable<string> MissingIn(JsonObject values, SchemaDefinition schema, string prefix)
    {
        foreach (var attribute in schema.Attributes)
        {
            var value = values[attribute.Name];
            if (IsDue(attribute) && value.IsEmpty())
            {
                yield return prefix + attribute.Name;
            }
            else if (attribute.SubAttributes.Any(IsDue))
            {
                var complex = value is JsonArray list ? list.OfType<JsonObject>() : value is JsonObject one ? [one] : [];
                foreach (var name in complex.SelectMany(each => MissingIn(each, attribute, prefix + attribute.Name)))
                {
                    yield return name;
                }
            }
        }
    }

    private static IEnumerable<string> MissingIn(JsonObject value, AttributeDefinition complex, string name) =>
        complex.SubAttributes.Where(sub => IsDue(sub) && value[sub.Name].IsEmpty()).Select(sub => $"{name}.{sub.Name}");

    private static bool IsDue(AttributeDefinition attribute) =>
        attribute.Required && attribute.Mutability != Mutability.ReadOnly;

    private static Failure Missing(string name) => Failure.InvalidValue(name, $"{name} is required.");
}
