using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Domain.Roles;

/// <summary>Reads the roles that a SCIM <c>roles</c> attribute names (RFC 7643 §4.1.2), in every spelling that clients use.</summary>
internal static class RoleValues
{
    private const int MaxDepth = 4;

    /// <summary>The roles of the table that the attribute names; values that name none are data and have no effect.</summary>
    public static IEnumerable<Role> Read(JsonObject attributes, RoleTable table)
    {
        if (!attributes.TryGetPropertyValue("roles", out var node) || node is not JsonArray values)
        {
            yield break;
        }

        foreach (var value in values.OfType<JsonObject>())
        {
            var role = Texts(value).Select(text => Find(table, text)).FirstOrDefault(found => found is not null);
            if (role is not null)
            {
                yield return role;
            }
        }
    }

    private static Role? Find(RoleTable table, string text) => table.TryFind(text.Trim(), out var role) ? role : null;

    private static IEnumerable<string> Texts(JsonObject value)
    {
        foreach (var name in (string[])["value", "display"])
        {
            if (value[name] is JsonValue node && node.TryGetValue<string>(out var text))
            {
                yield return text;
                foreach (var inner in TextsOfAppRole(text))
                {
                    yield return inner;
                }
            }
        }
    }

    // Entra ID's SingleAppRoleAssignment sends a JSON document inside the value: {"id":…,"value":…,"displayName":…}.
    private static List<string> TextsOfAppRole(string text)
    {
        var found = new List<string>();
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return found;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            foreach (var name in (string[])["value", "displayName", "display"])
            {
                if (document.RootElement.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.String)
                {
                    found.Add(inner.GetString()!);
                }
            }
        }
        catch (JsonException)
        {
            // A value that only begins like JSON is a plain value that names no role.
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no role is called that.
        }

        return found;
    }
}
