using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>The <c>schemas</c> member of a request body (RFC 7643 §3).</summary>
public static class SchemasCheck
{
    private static readonly HashSet<string> OtherTypes =
        new([SchemaUris.User, SchemaUris.Group], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// In <see cref="Dialect.Strict"/> the list must name the type's schema and nothing the type does not know.
    /// Otherwise it may be missing, and unknown URNs pass: Entra lists its own ADSCIM one for every group. A body that says
    /// it is another type's was sent to the wrong endpoint in either dialect.
    /// </summary>
    internal static Failure? Check(JsonObject body, ResourceTypeDefinition type, Dialect dialect)
    {
        var readable = TryReadUris(body, out var uris);
        if (dialect == Dialect.Compatible)
        {
            return readable && IsOfAnotherType(uris, type) ? Invalid($"schemas must name {type.Schema.Id}.") : null;
        }

        if (!readable)
        {
            return Invalid("schemas must be a list of schema URNs.");
        }

        foreach (var uri in uris)
        {
            if (!type.IsOwnUri(uri) && type.FindExtension(uri, dialect) is null)
            {
                return Invalid($"schemas names a schema that {type.Name} does not have.");
            }
        }

        return uris.Contains(type.Schema.Id, StringComparer.OrdinalIgnoreCase)
            ? null
            : Invalid($"schemas must name {type.Schema.Id}.");
    }

    private static bool IsOfAnotherType(List<string> uris, ResourceTypeDefinition type) =>
        !uris.Exists(type.IsOwnUri) && uris.Exists(uri => OtherTypes.Contains(uri));

    /// <summary>Whether a message body names the URN of its kind.</summary>
    public static Failure? CheckMessage(JsonObject body, string uri, Dialect dialect)
    {
        if (dialect == Dialect.Compatible
            || (TryReadUris(body, out var uris) && uris.Contains(uri, StringComparer.OrdinalIgnoreCase)))
        {
            return null;
        }

        return Invalid($"schemas must name {uri}.");
    }

    private static bool TryReadUris(JsonObject body, out List<string> uris)
    {
        uris = [];
        if (body.FindMember("schemas") is not JsonArray list)
        {
            return false;
        }

        foreach (var node in list)
        {
            if (node?.GetValueKind() != JsonValueKind.String)
            {
                return false;
            }

            uris.Add(node.GetValue<string>());
        }

        return true;
    }

    private static Failure Invalid(string detail) => new(FailureKind.InvalidSyntax, detail) { Attribute = "schemas" };
}
