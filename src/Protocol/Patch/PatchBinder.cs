using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>Turns operations into steps: looks paths up and spreads objects over their attributes.</summary>
internal sealed class PatchBinder(ResourceTypeDefinition type, Dialect dialect)
{
    private readonly StepBinder steps = new(dialect);

    internal IReadOnlyList<PatchStep> Steps => steps.Steps;

    /// <returns>Null when the operation's steps were added, otherwise why it cannot be done.</returns>
    internal Failure? Bind(PatchOperation operation)
    {
        if (operation.RawPath is null)
        {
            return BindWithoutPath(operation.Type, operation.Value);
        }

        if (type.FindExtension(operation.RawPath, dialect) is { } extension)
        {
            return BindExtension(operation.Type, extension, operation.Value);
        }

        if (operation.Path is not { } path || !type.TryFindAttribute(path.Leaf, dialect, out var target))
        {
            return new Failure(FailureKind.InvalidPath, $"{type.Name} has no attribute of this name.")
            {
                Attribute = operation.RawPath,
            };
        }

        return IsReadOnly(target)
            ? ReadOnly(target)
            : steps.Bind(operation.Type, target, path, operation.Value, operation.HasValue);
    }

    private Failure? BindWithoutPath(PatchOperationType operation, JsonNode? value)
    {
        if (dialect == Dialect.Compatible && value.AsText() is { } text)
        {
            value = ShapeTolerances.ReadObjectInString(text);
        }

        if (value is not JsonObject members)
        {
            return new Failure(FailureKind.InvalidValue, "Without a path the value must be an object of attributes.");
        }

        Failure? failure = null;
        foreach (var (key, raw) in members)
        {
            failure ??= BindMember(operation, key, raw);
        }

        return failure;
    }

    private Failure? BindMember(PatchOperationType operation, string key, JsonNode? raw)
    {
        if (type.FindExtension(key, dialect) is { } extension)
        {
            return BindExtension(operation, extension, raw);
        }

        if (dialect == Dialect.Compatible && raw is JsonObject own && type.IsOwnUri(key))
        {
            return BindWithoutPath(operation, own);
        }

        if (type.TryFindKey(key, dialect, out var target))
        {
            return BindMember(operation, target, new PatchPath(new AttributePath(null, key, null), null, null), raw);
        }

        // With its flag Entra also puts whole paths into the keys: {"emails[type eq \"work\"].value": "x"}.
        if (dialect == Dialect.Compatible && PatchPathParser.Parse(key, dialect).TryGet(out var path, out _)
            && type.TryFindAttribute(path.Leaf, dialect, out target))
        {
            return BindMember(operation, target, path, raw);
        }

        return dialect == Dialect.Compatible
            ? null
            : new Failure(FailureKind.InvalidSyntax, $"{type.Name} has no attribute of this name.") { Attribute = key };
    }

    private Failure? BindMember(PatchOperationType operation, AttributeTarget target, PatchPath path, JsonNode? raw)
    {
        if (target.Attribute.Name == "schemas")
        {
            return null;
        }

        if (IsReadOnly(target))
        {
            return dialect == Dialect.Compatible ? null : ReadOnly(target);
        }

        return dialect == Dialect.Compatible && OktaTolerances.LeavesAlone(target.Attribute, raw)
            ? null
            : steps.Bind(operation, target, path, raw, hasValue: true);
    }

    private Failure? BindExtension(PatchOperationType operation, SchemaDefinition extension, JsonNode? value)
    {
        if (operation == PatchOperationType.Remove || value.IsEmpty())
        {
            var removed = operation == PatchOperationType.Add ? [] : extension.Attributes.Where(IsWritable);
            foreach (var attribute in removed)
            {
                steps.AddRemoval(new AttributeTarget(extension, attribute, null));
            }

            return null;
        }

        if (value is not JsonObject members)
        {
            return Failure.InvalidValue(extension.Id, $"{extension.Id} must be an object.");
        }

        Failure? failure = null;
        foreach (var (key, raw) in members)
        {
            failure ??= BindMember(operation, $"{extension.Id}:{key}", extension, key, raw);
        }

        return failure;
    }

    private Failure? BindMember(
        PatchOperationType operation, string name, SchemaDefinition extension, string key, JsonNode? raw)
    {
        if (AttributePathParser.TryParse(key, out var path) && path.SchemaUri is null
            && (path.SubAttribute is null || dialect == Dialect.Compatible)
            && type.TryFindAttribute(path with { SchemaUri = extension.Id }, dialect, out var target))
        {
            return BindMember(operation, target, new PatchPath(path, null, null), raw);
        }

        return dialect == Dialect.Compatible
            ? null
            : new Failure(FailureKind.InvalidSyntax, $"{extension.Name} has no attribute of this name.")
            {
                Attribute = name,
            };
    }

    private static bool IsReadOnly(AttributeTarget target) => !IsWritable(target.Attribute) || !IsWritable(target.Leaf);

    private static bool IsWritable(AttributeDefinition attribute) => attribute.Mutability != Mutability.ReadOnly;

    internal static Failure ReadOnly(AttributeTarget target) =>
        new(FailureKind.Mutability, $"{target.Name} is read-only.") { Attribute = target.Name };
}
