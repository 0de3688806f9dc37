using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Filter;

/// <summary>Checks a filter against a schema once and turns it into a test of resources.</summary>
public static class FilterEvaluator
{
    /// <summary>Deeper trees are refused before anything descends into them; the parser allows half of it.</summary>
    internal const int MaxDepth = 64;

    /// <summary>
    /// Strings compare by the schema's <c>caseExact</c>, dates as instants, numbers by value. A multi-valued attribute
    /// matches when any value does; a complex one stands for its <c>value</c>. <c>ne</c> also matches without a value,
    /// and <c>eq null</c> means just that.
    /// </summary>
    /// <returns>
    /// A test for resources that carry <c>id</c>, <c>meta</c>, <c>schemas</c> and <c>groups</c> where filters name
    /// them; or <see cref="FailureKind.InvalidFilter"/> for an unknown or never returned attribute, an operator the
    /// attribute's type does not have, or a value of another type.
    /// </returns>
    public static Result<Func<JsonObject, bool>> Bind(
        FilterExpression filter, ResourceTypeDefinition type, Dialect dialect) => Bind(filter, type, dialect, [type]);

    /// <summary>
    /// The same for a query over several types (RFC 7644 §3.4.2.1): an attribute that another of them has, and
    /// <paramref name="type"/> has not, counts as having no value.
    /// </summary>
    public static Result<Func<JsonObject, bool>> Bind(
        FilterExpression filter,
        ResourceTypeDefinition type,
        Dialect dialect,
        IReadOnlyList<ResourceTypeDefinition> types)
    {
        var bound = new FilterBinder(new ResourceScope(type, dialect, types), dialect).Bind(filter);
        return bound.TryGet(out var test, out var failure) ? new Func<JsonObject, bool>(test) : failure;
    }

    /// <summary>The same for the inside of a value path: a test of one value of <paramref name="attribute"/>.</summary>
    internal static Result<Func<JsonNode, bool>> BindValue(
        FilterExpression filter, AttributeDefinition attribute, Dialect dialect) =>
        new FilterBinder(new ValueScope(attribute), dialect).Bind(filter);
}
