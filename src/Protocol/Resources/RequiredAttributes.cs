using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>What every resource of a type must have.</summary>
internal static class RequiredAttributes
{
    internal static Failure? Check(JsonObject resource, ResourceTypeDefinition type)
    {
        var failure = Check(resource, type.Schema, "");
        foreach (var extension in type.Extensions)
        {
            var values = resource[extension.Schema.Id] as JsonObject;
            if (values is not null || extension.Required)
            {
                failure ??= Check(values ?? [], extension.Schema, $"{extension.Schema.Id}:");
            }
        }

        return failure;
    }

    private static Failure? Check(JsonObject values, SchemaDefinition schema, string prefix)
    {
        foreach (var attribute in schema.Attributes)
        {
            if (attribute.Required && values[attribute.Name].IsEmpty())
            {
                return Missing(prefix + attribute.Name);
            }
        }

        return null;
    }

    /// <summary>The same for one value of a complex attribute.</summary>
    internal static Failure? CheckSubAttributes(JsonObject value, AttributeDefinition complex, string name)
    {
        foreach (var sub in complex.SubAttributes)
        {
            if (sub.Required && value[sub.Name].IsEmpty())
            {
                return Missing($"{name}.{sub.Name}");
            }
        }

        return null;
    }

    private static Failure Missing(string name) => Failure.InvalidValue(name, $"{name} is required.");
}
