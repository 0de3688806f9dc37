using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>The body of a PATCH (RFC 7644 §3.5.2), checked as far as that goes without a schema.</summary>
public sealed class PatchRequest
{
    public const int MaxOperations = 1_000;

    private readonly IReadOnlyList<PatchOperation> operations;

    private PatchRequest(IReadOnlyList<PatchOperation> operations) => this.operations = operations;

    /// <summary>How many operations the request holds: 1 to <see cref="MaxOperations"/>.</summary>
    public int OperationCount => operations.Count;

    /// <returns>
    /// The request; <see cref="FailureKind.TooMany"/> beyond <see cref="MaxOperations"/>;
    /// <see cref="FailureKind.InvalidSyntax"/> for a body that is no PATCH or an unknown <c>op</c>;
    /// <see cref="FailureKind.InvalidPath"/>, or <see cref="FailureKind.InvalidFilter"/> inside its brackets, for a bad
    /// path; <see cref="FailureKind.NoTarget"/> for a <c>remove</c> without path;
    /// <see cref="FailureKind.InvalidValue"/> for an <c>add</c> or <c>replace</c> without value.
    /// </returns>
    public static Result<PatchRequest> Read(JsonObject body, Dialect dialect)
    {
        if (SchemasCheck.CheckMessage(body, SchemaUris.PatchOp, dialect) is { } wrongSchema)
        {
            return wrongSchema;
        }

        var sent = body.FindMember("Operations");
        if (sent is JsonObject single && dialect == Dialect.Compatible)
        {
            sent = new JsonArray(single.DeepClone());
        }

        if (sent is not JsonArray { Count: > 0 } list)
        {
            return Invalid("Operations must be a list of at least one operation.");
        }

        if (list.Count > MaxOperations)
        {
            return new Failure(
                FailureKind.TooMany, $"A PATCH may hold {MaxOperations} operations; this one has {list.Count}.");
        }

        var operations = new PatchOperation[list.Count];
        for (var i = 0; i < operations.Length; i++)
        {
            if (!ReadOperation(list[i], i, dialect).TryGet(out var operation, out var failure))
            {
                return failure;
            }

            operations[i] = operation;
        }

        return new PatchRequest(operations);
    }

    /// <summary>Looks every path up in the schema and reads every value; see <see cref="PatchPlan"/>.</summary>
    /// <returns>
    /// The plan; <see cref="FailureKind.InvalidPath"/> for an unknown attribute; <see cref="FailureKind.Mutability"/>
    /// for a read-only one; <see cref="FailureKind.InvalidValue"/> for a value of the wrong type; <see
    /// cref="FailureKind.InvalidFilter"/> for a value filter its attribute does not allow.
    /// </returns>
    public Result<PatchPlan> Bind(ResourceTypeDefinition type, Dialect dialect)
    {
        var binder = new PatchBinder(type, dialect);
        foreach (var operation in operations)
        {
            if (binder.Bind(operation) is { } failure)
            {
                return failure with { Detail = $"Operation {operation.Position + 1}: {failure.Detail}" };
            }
        }

        return new PatchPlan(type, binder.Steps);
    }

    private static Result<PatchOperation> ReadOperation(JsonNode? node, int position, Dialect dialect)
    {
        if (node is not JsonObject json || !TryReadType(json.FindMember("op").AsText(), out var type))
        {
            return Invalid($"Operation {position + 1} must be an object whose op is add, remove or replace.");
        }

        var sentPath = json.FindMember("path");
        if (sentPath is not null && sentPath.AsText() is null)
        {
            return Invalid($"The path of operation {position + 1} must be a string.");
        }

        var text = sentPath.AsText();
        if (text is "" && dialect == Dialect.Compatible)
        {
            text = null;
        }

        if (text is null && type == PatchOperationType.Remove)
        {
            return new Failure(FailureKind.NoTarget, $"Operation {position + 1} removes nothing: it has no path.");
        }

        var hasValue = json.Any(member => member.Key.Equals("value", StringComparison.OrdinalIgnoreCase));
        if (!hasValue && type != PatchOperationType.Remove)
        {
            return new Failure(FailureKind.InvalidValue, $"Operation {position + 1} has no value.")
            {
                Attribute = text,
            };
        }

        var operation = new PatchOperation(position, type, null, text, json.FindMember("value"), hasValue);
        return text is null ? operation : WithPath(operation, text, dialect);
    }

    private static Result<PatchOperation> WithPath(PatchOperation operation, string text, Dialect dialect)
    {
        // An extension's misspelt URN is no attribute path; whether it names an extension is found out on binding.
        if (dialect == Dialect.Compatible && !EntraTolerances.CorrectUrn(text).Equals(text, StringComparison.Ordinal))
        {
            return operation;
        }

        return PatchPathParser.Parse(text, dialect).TryGet(out var path, out var failure)
            ? operation with { Path = path }
            : failure with { Detail = $"Operation {operation.Position + 1}: {failure.Detail}" };
    }

    private static bool TryReadType(string? text, out PatchOperationType type)
    {
        foreach (var candidate in Enum.GetValues<PatchOperationType>())
        {
            if (candidate.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    private static Failure Invalid(string detail) => new(FailureKind.InvalidSyntax, detail);
}
