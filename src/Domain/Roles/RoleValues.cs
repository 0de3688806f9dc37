using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// Reads the roles that a SCIM <c>roles</c> attribute names (RFC 7643 §4.1.2), in every spelling that clients use.
/// </summary>
internal static class RoleValues
{
    private const int MaxDepth = 4;

    /// <summary>
    /// The roles of the table that the attribute names; values that name none are data and have no effect.
    /// </summary>
    public static IEnumerable<Role> Read(JsonObject attributes, RoleTable table) =>
        ValuesOf(attributes).Select(value => Find(value, table)).OfType<Role>();

    /// <summary>Whether there is no value that names no role, or one that may not be named.</summary>
    /// <param name="may">Whether a role may be named.</param>
    public static bool AllNameOne(JsonObject attributes, RoleTable table, Func<RoleName, bool> may) =>
        ValuesOf(attributes).All(value => Find(value, table) is { } role && may(role.Name));

    private static IEnumerable<JsonObject> ValuesOf(JsonObject attributes) =>
        attributes["roles"] is JsonArray values ? values.OfType<JsonObject>() : [];

    /// <summary>The role that one value names; null for none.</summary>
    public static Role? Find(string text, RoleTable table)
    {
        foreach (var name in (string[])[text, .. TextsOfAppRole(text)])
        {
            if (table.TryFind(name.Trim(), out var role))
            {
                return role;
            }
        }

        return null;
    }

    // `display` is a label that anyone may word as they like; it counts only where there is no value at all.
    private static Role? Find(JsonObject value, RoleTable table) =>
        (AttributeBag.StringOf(value, "value") ?? AttributeBag.StringOf(value, "display")) is { } text
            ? Find(text, table)
            : null;

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
