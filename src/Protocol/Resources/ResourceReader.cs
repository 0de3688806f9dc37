using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>Turns the body of a POST or PUT into a resource in canonical form.</summary>
public static class ResourceReader
{
    /// <summary>
    /// Checks every value against the schema and renames members to their canonical casing. Null, an empty list and an
    /// empty object are left out (RFC 7643 §2.5), as are read-only attributes, <c>schemas</c>, <c>id</c>, <c>meta</c>
    /// (RFC 7644 §3.3), and what the schema discards once it is checked. All other values stay exactly as sent.
    /// </summary>
    /// <param name="body">Not changed, and shares no node with the result.</param>
    /// <returns>
    /// The resource; <see cref="FailureKind.InvalidValue"/> naming the attribute whose value is of the wrong type or
    /// missing; <see cref="FailureKind.InvalidSyntax"/> in <see cref="Dialect.Strict"/> for an unknown attribute or
    /// schema.
    /// </returns>
    public static Result<JsonObject> Read(JsonObject body, ResourceTypeDefinition type, Dialect dialect) =>
        new Run(type, dialect).Read(body);

    private sealed class Run(ResourceTypeDefinition type, Dialect dialect)
    {
        private readonly JsonObject resource = [];

        internal Result<JsonObject> Read(JsonObject body)
        {
            var failure = SchemasCheck.Check(body, type, dialect)
                ?? ReadMembers(body)
                ?? RequiredAttributes.Check(resource, type);
            return failure is null ? resource : failure;
        }

        private Failure? ReadMembers(JsonObject members)
        {
            foreach (var (key, raw) in members)
            {
                if (ReadMember(key, raw) is { } failure)
                {
                    return failure;
                }
            }

            return null;
        }

        private Failure? ReadMember(string key, JsonNode? raw)
        {
            if (type.FindExtension(key, dialect) is { } extension)
            {
                return ReadExtension(extension, raw);
            }

            if (dialect == Dialect.Compatible && raw is JsonObject own && type.IsOwnUri(key))
            {
                return ReadMembers(own);
            }

            if (type.TryFindKey(key, dialect, out var found))
            {
                return ReadAttribute(found, raw);
            }

            return dialect == Dialect.Compatible ? null : Unknown(key);
        }

        private Failure? ReadExtension(SchemaDefinition extension, JsonNode? raw)
        {
            if (raw is null || (dialect == Dialect.Compatible && OktaTolerances.IsUnset(raw)))
            {
                return null;
            }

            if (raw is not JsonObject members)
            {
                return Failure.InvalidValue(extension.Id, $"{extension.Id} must be an object.");
            }

            Failure? failure = null;
            foreach (var (name, value) in members)
            {
                if (AttributePathParser.TryParse(name, out var path)
                    && type.TryFindAttribute(path with { SchemaUri = extension.Id }, dialect, out var found)
                    && (path.SubAttribute is null || dialect == Dialect.Compatible))
                {
                    failure ??= ReadAttribute(found, value);
                }
                else if (dialect == Dialect.Strict)
                {
                    failure ??= Unknown($"{extension.Id}:{name}");
                }
            }

            return failure;
        }

        private Failure? ReadAttribute(AttributeTarget found, JsonNode? raw)
        {
            if (found.Attribute.Mutability == Mutability.ReadOnly || found.Leaf.Mutability == Mutability.ReadOnly)
            {
                return null;
            }

            var failure = ValueReader.Read(found.Leaf, raw, found.Name, dialect, out var value);
            if (failure is not null || value is null || found.Leaf.IsDiscarded)
            {
                return failure;
            }

            var container = Container(found.Extension);
            if (found.SubAttribute is null)
            {
                container[found.Attribute.Name] = value;
            }
            else if (!found.Attribute.MultiValued)
            {
                var parent = container[found.Attribute.Name] as JsonObject ?? [];
                parent[found.SubAttribute.Name] = value;
                container[found.Attribute.Name] ??= parent;
            }

            return null;
        }

        private JsonObject Container(SchemaDefinition? extension)
        {
            if (extension is null)
            {
                return resource;
            }

            if (resource[extension.Id] is not JsonObject container)
            {
                resource[extension.Id] = container = [];
            }

            return container;
        }

        private static Failure Unknown(string name) =>
            new(FailureKind.InvalidSyntax, "The schema has no attribute of this name.") { Attribute = name };
    }
}
