using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Dialects;

/// <summary>What Okta's provisioning client sends beside the RFC.</summary>
internal static class OktaTolerances
{
    /// <summary>Okta sends an empty string for an optional attribute that has no value.</summary>
    internal static bool IsUnset(JsonNode raw) =>
        raw.GetValueKind() == JsonValueKind.String && raw.GetValue<string>().Length == 0;

    /// <summary>
    /// Okta renames a group with <c>{"id":…,"displayName":…}</c> and echoes <c>groups</c> and <c>meta</c>: not ours to
    /// take.
    /// </summary>
    internal static bool MayIgnore(AttributeDefinition attribute) => attribute.Mutability == Mutability.ReadOnly;

    /// <summary>
    /// <c>"members":null</c> beside a new name comes from a serializer that writes every field, not from somebody who
    /// wants the group emptied: that is <c>[]</c>.
    /// </summary>
    internal static bool LeavesAlone(AttributeDefinition attribute, JsonNode? raw) =>
        raw is null && attribute.MultiValued && attribute.Name == "members";
}
