using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.RequestLog;

/// <summary>What is a word of the protocol or an id of ours, and so is never personal: all else is masked.</summary>
internal sealed partial class Words
{
    public const string Mask = "***";

    private const int MaxName = 128;
    private const int MaxText = 1024;

    private static readonly string[] Endpoints =
        ["Users", "Groups", "Bulk", "Me", ".search", "Schemas", "ResourceTypes", "ServiceProviderConfig", "Roles", "Entitlements"];

    private static readonly string[] ParametersOfNames = ["attributes", "excludedAttributes", "sortBy", "sortOrder"];
    private static readonly string[] ParametersOfNumbers = ["startIndex", "count"];
    private static readonly string[] MemberTypes = ["User", "Group", "direct", "indirect"];

    private readonly HashSet<string> endpoints;
    private readonly HashSet<string> uris;
    private readonly HashSet<string> types;
    private readonly HashSet<string> hidden;

    public Words(ResourceCatalog catalog)
    {
        var attributes = catalog.Schemas.SelectMany(schema => WithSubAttributes(schema.Attributes)).ToList();
        endpoints = Set(Endpoints.Concat(catalog.Types.Select(type => type.Endpoint.Trim('/'))));
        uris = Set(catalog.Schemas.Select(schema => schema.Id).Concat(
            [SchemaUris.Error, SchemaUris.ListResponse, SchemaUris.SearchRequest, SchemaUris.PatchOp, SchemaUris.BulkRequest, SchemaUris.BulkResponse]));
        types = Set(attributes
            .Where(attribute => attribute.Name.Equals("type", StringComparison.OrdinalIgnoreCase))
            .SelectMany(attribute => attribute.CanonicalValues)
            .Concat(MemberTypes)
            .Concat(catalog.Types.Select(type => type.Id)));
        hidden = Set(attributes.Where(attribute => attribute.IsHidden).Select(attribute => attribute.Name).Append("password"));
    }

    public static bool IsId(string text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _);

    public static bool IsMethod(string text) =>
        HttpMethods.IsGet(text) || HttpMethods.IsHead(text) || HttpMethods.IsPost(text) || HttpMethods.IsPut(text)
        || HttpMethods.IsPatch(text) || HttpMethods.IsDelete(text) || HttpMethods.IsOptions(text);

    public bool IsEndpoint(string segment) => endpoints.Contains(segment);

    public bool IsUri(string text) => uris.Contains(text);

    /// <summary>Whether a value of a sub-attribute <c>type</c> is one that a schema suggests, e.g. <c>work</c>.</summary>
    public bool IsType(string text) => types.Contains(text);

    /// <summary>Whether the attribute at the end of a path or key is never shown: <c>password</c>, and what is like it.</summary>
    public bool IsHidden(string path) => hidden.Contains(Leaf(path));

    /// <summary>The last name in a path or key, without URN, brackets and what is before a dot.</summary>
    public static string Leaf(string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.LastIndexOf(']');
        var plain = open >= 0 && close > open ? path[..open] + path[(close + 1)..] : path;
        return plain[(plain.LastIndexOfAny([':', '.']) + 1)..].Trim();
    }

    /// <summary>A member's name: kept when it can be an attribute's or is a schema's; a path with its literals masked.</summary>
    public string Name(string key)
    {
        if (key.Length <= MaxName && (uris.Contains(key) || NamePattern().IsMatch(key)))
        {
            return key;
        }

        return key.Contains('[', StringComparison.Ordinal) ? PatchPath(key) : Mask;
    }

    /// <summary>The path of a PATCH operation.</summary>
    public static string PatchPath(string path)
    {
        if (path.Length <= MaxName && NamePattern().IsMatch(path))
        {
            return path;
        }

        if (!PatchPathParser.Parse(path, Protocol.Dialect.Compatible).TryGet(out var parsed, out _)
            || parsed.ValueFilter is null)
        {
            return Mask;
        }

        var sub = parsed.SubAttribute is null ? "" : "." + parsed.SubAttribute;
        return Short($"{parsed.Target}[{Masked(parsed.ValueFilter)}]{sub}");
    }

    public static string Filter(string filter) =>
        FilterParser.Parse(filter, FilterLimits.Default, Protocol.Dialect.Compatible).TryGet(out var parsed, out _)
            ? Short(Masked(parsed))
            : Mask;

    /// <summary>A path below the base URL, with its query.</summary>
    public string Location(string path)
    {
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        var segments = (mark < 0 ? path : path[..mark]).Split('/')
            .Select(segment => Uri.UnescapeDataString(segment))
            .Select(segment => segment.Length == 0 || IsEndpoint(segment) || IsId(segment) || IsUri(segment) || IsType(segment)
                ? segment
                : Mask);
        var query = mark < 0 ? "" : "?" + string.Join('&', path[(mark + 1)..].Split('&').Select(Parameter));
        return Short(string.Join('/', segments) + query);
    }

    /// <summary>A value of a query parameter or of the member of a SearchRequest that is called so.</summary>
    public static string ParameterValue(string name, string value) => name switch
    {
        _ when name.Equals("filter", StringComparison.OrdinalIgnoreCase) => Filter(value),
        _ when ParametersOfNames.Contains(name, StringComparer.OrdinalIgnoreCase) =>
            value.Length <= MaxText && NameListPattern().IsMatch(value) ? value : Mask,
        _ when ParametersOfNumbers.Contains(name, StringComparer.OrdinalIgnoreCase) =>
            value.Length <= 10 && value.All(c => char.IsAsciiDigit(c) || c == '-') ? value : Mask,
        _ => Mask,
    };

    /// <summary>What an error says: our own words, in which only what is quoted is the client's.</summary>
    public static string Detail(string detail) => Short(QuotedPattern().Replace(
        detail, match => IsId(match.Value[1..^1]) ? match.Value : $"{match.Value[0]}{Mask}{match.Value[^1]}"));

    public static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";

    private static string Masked(FilterExpression filter) => FilterPrinter.Print(filter, Literal);

    private static string Literal(ComparisonFilter comparison)
    {
        var value = comparison.Value;
        return value.Kind is FilterLiteralKind.Boolean or FilterLiteralKind.Null || (value.Kind == FilterLiteralKind.String && IsId(value.Text))
            ? value.ToString()
            : $"\"{Mask}\"";
    }

    private static string Parameter(string part)
    {
        var sign = part.IndexOf('=', StringComparison.Ordinal);
        var name = sign < 0 ? part : part[..sign];
        var value = sign < 0 ? "" : Uri.UnescapeDataString(part[(sign + 1)..].Replace('+', ' '));
        var shown = name.Length <= MaxName && NamePattern().IsMatch(name) ? name : Mask;
        return sign < 0 ? shown : $"{shown}={ParameterValue(name, value)}";
    }

    private static IEnumerable<AttributeDefinition> WithSubAttributes(IEnumerable<AttributeDefinition> attributes) =>
        attributes.SelectMany(attribute => WithSubAttributes(attribute.SubAttributes).Prepend(attribute));

    private static HashSet<string> Set(IEnumerable<string> words) => words.ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(urn:[A-Za-z0-9:._-]+:)?[A-Za-z$][A-Za-z0-9_$-]*(\.[A-Za-z$][A-Za-z0-9_$-]*)?\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9:._$, -]*\z")]
    private static partial Regex NameListPattern();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex QuotedPattern();
}
