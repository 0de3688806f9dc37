using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Dialects;

/// <summary>What Microsoft Entra ID's provisioning service sends beside the RFC.</summary>
internal static class EntraTolerances
{
    /// <summary>
    /// Microsoft's documentation prints the enterprise URN without its last colon, and Entra's users copy it.
    /// </summary>
    private const string MisspeltEnterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0User";

    internal static string CorrectUrn(string uri) =>
        uri.Equals(MisspeltEnterpriseUser, StringComparison.OrdinalIgnoreCase) ? SchemaUris.EnterpriseUser : uri;

    /// <summary>Entra names <c>manager</c> and other enterprise attributes without their URN.</summary>
    internal static AttributeTarget? FindInExtensions(ResourceTypeDefinition type, AttributePath path)
    {
        foreach (var extension in type.Extensions)
        {
            if (extension.Schema.Find(path.Attribute) is { } attribute)
            {
                return ResourceTypeDefinition.Resolve(extension.Schema, attribute, path.SubAttribute);
            }
        }

        return null;
    }

    /// <summary>Entra filters by <c>externalId eq jyoung</c>, without quotes.</summary>
    internal static FilterLiteral UnquotedFilterValue(string text) => FilterLiteral.String(text);

    /// <summary>
    /// Entra writes booleans as <c>"True"</c> and <c>"False"</c>, in values and in <c>roles[primary eq "True"]</c>.
    /// </summary>
    internal static bool TryReadBoolean(string text, out bool value) => bool.TryParse(text, out value);

    /// <summary>
    /// Entra sends <c>manager</c> as the bare identifier and roles as bare strings: a string where a complex value with
    /// a <c>value</c> sub-attribute is due becomes that sub-attribute, verbatim even when it holds a JSON document.
    /// </summary>
    internal static JsonObject? WrapBareValue(AttributeDefinition complex, JsonNode raw) =>
        complex.FindSubAttribute("value") is { } value && raw is JsonValue
            ? new JsonObject { [value.Name] = raw.DeepClone() }
            : null;

    /// <summary>Entra labels a role <c>displayName</c> when it creates a user and <c>display</c> elsewhere.</summary>
    internal static AttributeDefinition? FindSubAttribute(AttributeDefinition complex, string name) =>
        complex.MultiValued && name.Equals("displayName", StringComparison.OrdinalIgnoreCase)
            ? complex.FindSubAttribute("display")
            : null;

    /// <summary>
    /// Entra replaces <c>emails[type eq "work"].value</c> of a person without a work address and means "create it":
    /// the filter's equalities become the new value's other sub-attributes. A path to a whole value keeps the
    /// <c>noTarget</c> of RFC 7644 §3.5.2.3: no client means anything else by it.
    /// </summary>
    /// <returns>
    /// The value to start from; null when the target is a whole value, when the filter is more than equalities joined
    /// by <c>and</c>, and when it names the very sub-attribute that is to be set.
    /// </returns>
    internal static JsonObject? ElementToCreate(AttributeTarget target, FilterExpression filter)
    {
        if (target.SubAttribute is null)
        {
            return null;
        }

        var element = new JsonObject();
        IReadOnlyList<FilterExpression> terms = filter is AndFilter and ? and.Operands : [filter];
        foreach (var term in terms)
        {
            if (term is not ComparisonFilter { Operator: ComparisonOperator.Eq } equality
                || target.Attribute.FindSubAttribute(equality.Path.Attribute) is not { } sub
                || sub.Mutability == Mutability.ReadOnly
                || equality.Value.Kind == FilterLiteralKind.Null
                || element.ContainsKey(sub.Name)
                || sub == target.SubAttribute)
            {
                return null;
            }

            if (ValueOf(sub, equality.Value) is not { } value)
            {
                return null;
            }

            element[sub.Name] = value;
        }

        return element;
    }

    private static JsonValue? ValueOf(AttributeDefinition sub, FilterLiteral literal) => sub.Type switch
    {
        _ when sub.MultiValued => null,
        AttributeType.Boolean => JsonValue.Create(TryReadBoolean(literal.Text, out var flag) && flag),
        AttributeType.Integer or AttributeType.Decimal =>
            literal.TryGetNumber(out var number) ? JsonValue.Create(number) : null,
        _ => JsonValue.Create(literal.Text),
    };
}
