using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Bulk;

/// <summary>The body of a bulk request (RFC 7644 §3.7), as far as it can be read without a schema.</summary>
/// <param name="FailOnErrors">How many errors end the processing; null for no limit.</param>
public sealed record BulkRequest(IReadOnlyList<BulkOperation> Operations, int? FailOnErrors)
{
    /// <returns>
    /// The request; <see cref="FailureKind.TooLarge"/> for more operations than allowed;
    /// <see cref="FailureKind.InvalidSyntax"/> for a body that is no bulk request or gives two operations the same
    /// <c>bulkId</c>; <see cref="FailureKind.InvalidValue"/> for a <c>failOnErrors</c> that is no positive integer.
    /// </returns>
    public static Result<BulkRequest> Read(JsonObject body, int maxOperations, Dialect dialect)
    {
        if (SchemasCheck.CheckMessage(body, SchemaUris.BulkRequest, dialect) is { } wrongSchema)
        {
            return wrongSchema;
        }

        if (body.FindMember("Operations") is not JsonArray { Count: > 0 } list)
        {
            return Invalid("Operations must be a list of at least one operation.");
        }

        if (list.Count > maxOperations)
        {
            return new Failure(
                FailureKind.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The number of operations exceeds maxOperations ({maxOperations}); there are {list.Count}."));
        }

        if (!ReadFailOnErrors(body.FindMember("failOnErrors"), dialect).TryGet(out var limit, out var failure))
        {
            return failure;
        }

        var operations = new List<BulkOperation>(list.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in list)
        {
            if (node is not JsonObject operation)
            {
                return Invalid("Each of Operations must be an object.");
            }

            var read = BulkOperation.Read(operation, dialect);
            if (read.BulkId is { } id && read.Method == "POST" && !ids.Add(id))
            {
                return Invalid("Two operations have the same bulkId; it names one new resource.");
            }

            operations.Add(read);
        }

        return new BulkRequest(operations, limit == int.MaxValue ? null : limit);
    }

    private static Result<int> ReadFailOnErrors(JsonNode? node, Dialect dialect)
    {
        var text = node?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "",
            JsonValueKind.Number => node.ToJsonString(),
            JsonValueKind.String when dialect == Dialect.Compatible => node.GetValue<string>(),
            _ => "?",
        };
        if (text.Length == 0)
        {
            return int.MaxValue;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? limit
            : Failure.InvalidValue("failOnErrors", "failOnErrors must be a positive integer.");
    }

    private static Failure Invalid(string detail) => new(FailureKind.InvalidSyntax, detail) { Attribute = "Operations" };
}
