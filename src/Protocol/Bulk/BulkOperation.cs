using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Bulk;

/// <summary>One operation of a bulk request.</summary>
/// <param name="Method">In capitals; POST, PUT, PATCH or DELETE unless <see cref="Refusal"/> says otherwise.</param>
/// <param name="Path">Below the base URL, with its leading slash; may end in a query.</param>
/// <param name="BulkId">The client's name for the resource that a POST makes.</param>
/// <param name="Version">The entity-tag that must still be current; null for none.</param>
/// <param name="Data">The body; null for none.</param>
/// <param name="Refusal">Why it cannot be carried out whatever the others do; null when it can be tried.</param>
public sealed record BulkOperation(
    string Method, string Path, string? BulkId, string? Version, JsonObject? Data, Failure? Refusal)
{
    private const int MaxText = 1024;

    /// <summary>How many parts a path to one resource has.</summary>
    private const int ResourceDepth = 2;

    internal static BulkOperation Read(JsonObject operation, Dialect dialect)
    {
        var method = operation.FindMember("method").AsText() ?? "";
        var path = operation.FindMember("path").AsText() ?? "";
        var bulkId = operation.FindMember("bulkId").AsText();
        var version = operation.FindMember("version").AsText();
        var data = operation.FindMember("data");
        var read = new BulkOperation(
            dialect == Dialect.Compatible ? method.ToUpperInvariant() : method,
            path,
            string.IsNullOrEmpty(bulkId) ? null : bulkId,
            string.IsNullOrEmpty(version) ? null : version,
            data as JsonObject,
            Refusal: null);
        return read with { Refusal = Check(read, dialect) ?? CheckTexts(read) };
    }

    private static Failure? CheckTexts(BulkOperation operation) =>
        operation.Path.Length > MaxText || operation.BulkId?.Length > MaxText || operation.Version?.Length > MaxText
            ? Invalid($"path, bulkId and version have at most {MaxText} characters each.")
            : null;

    private static Failure? Check(BulkOperation operation, Dialect dialect)
    {
        if (operation.Method is not ("POST" or "PUT" or "PATCH" or "DELETE"))
        {
            return Invalid("method must be POST, PUT, PATCH or DELETE.");
        }

        var isCreation = operation.Method == "POST";
        var parts = operation.Path.Split('?')[0].Split('/');
        var isPlace = parts is ["", .. { Length: > 0 } names]
            && names.Length == (isCreation ? 1 : ResourceDepth)
            && Array.TrueForAll(names, name => name.Length > 0)
            && !names[0].StartsWith('.')
            && names[^1] != ".search";
        if (!isPlace
            || parts[1].Equals("Bulk", StringComparison.OrdinalIgnoreCase)
            || parts[1].Equals("Me", StringComparison.OrdinalIgnoreCase))
        {
            return Invalid(isCreation
                ? "path of a POST must name a resource type's endpoint, e.g. /Users."
                : "path must name one resource, e.g. /Users/{id}.");
        }

        if (isCreation && operation.BulkId is null && dialect == Dialect.Strict)
        {
            return Invalid("bulkId is required for POST.");
        }

        return operation.Data is null && operation.Method != "DELETE" ? Invalid($"data is required for {operation.Method}.") : null;
    }

    private static Failure Invalid(string detail) => new(FailureKind.InvalidSyntax, detail);
}
