using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>The schemas of the discovery resources themselves: RFC 7643 §5 to §7.</summary>
internal static class DiscoverySchemas
{
    internal static readonly SchemaDefinition ServiceProviderConfig = ReadOnly(
        SchemaUris.ServiceProviderConfig, "Service Provider Configuration", "What this server supports.",
        Reference("documentationUri", "Where the server is documented.", "external"),
        Feature("patch", "Whether PATCH is supported."),
        Feature("bulk", "Whether bulk requests are supported, and how large.",
            Count("maxOperations", "Most operations in one request.") with { Required = true },
            Count("maxPayloadSize", "Largest request body in bytes.") with { Required = true }),
        Feature("filter", "Whether filters are supported, and how much they return.",
            Count("maxResults", "Most resources in one response.") with { Required = true }),
        Feature("changePassword", "Whether passwords can be changed."),
        Feature("sort", "Whether results can be sorted."),
        Feature("etag", "Whether resources carry entity tags."),
        List("authenticationSchemes", "Ways to authenticate.",
            Plain("type", "Keyword of the scheme.") with { Required = true },
            Plain("name", "Common name of the scheme.") with { Required = true },
            Plain("description", "What the scheme is.") with { Required = true },
            Reference("specUri", "Where the scheme is specified.", "external"),
            Reference("documentationUri", "Where the scheme's use is documented.", "external"),
            Primary()) with
        { Required = true });

    internal static readonly SchemaDefinition ResourceType = ReadOnly(
        SchemaUris.ResourceType, "ResourceType", "A kind of resource this server offers.",
        Plain("id", "Identifier of the resource type."),
        Plain("name", "Name of the resource type.") with { Required = true },
        Plain("description", "What the resource type is."),
        Reference("endpoint", "Path of its endpoint below the base URL.", "uri") with { Required = true },
        Reference("schema", "URN of its schema.", "uri") with { Required = true, CaseExact = true },
        List("schemaExtensions", "Extensions its resources may carry.",
            Reference("schema", "URN of the extension.", "uri") with { Required = true, CaseExact = true },
            Flag("required", "Whether each resource must carry it.") with { Required = true }));

    internal static readonly SchemaDefinition Schema = ReadOnly(
        SchemaUris.Schema, "Schema", "A named set of attributes.",
        Plain("id", "URN of the schema.") with { Required = true },
        Plain("name", "Name of the schema.") with { Required = true },
        Plain("description", "What the schema is for."),
        List("attributes", "The schema's attributes.",
            [.. Characteristics(), List("subAttributes", "Attributes inside a complex one.", Characteristics())])
            with
        { Required = true });

    private static AttributeDefinition[] Characteristics() =>
    [
        Exact("name", "Name of the attribute.") with { Required = true },
        Plain("type", "Data type of its values.",
            "string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary")
            with { Required = true },
        Flag("multiValued", "Whether it is a list.") with { Required = true },
        Exact("description", "What it means."),
        Flag("required", "Whether it must have a value."),
        Exact("canonicalValues", "Suggested values.") with { MultiValued = true },
        Flag("caseExact", "Whether case matters when values are compared."),
        Exact("mutability", "When it can be written.", "readOnly", "readWrite", "immutable", "writeOnly"),
        Exact("returned", "When it is returned.", "always", "never", "default", "request"),
        Exact("uniqueness", "Where a value may occur once only.", "none", "server", "global"),
        Exact("referenceTypes", "What a reference may point at.") with { MultiValued = true },
    ];

    private static AttributeDefinition Exact(string name, string description, params string[] canonicalValues) =>
        Plain(name, description, canonicalValues) with { CaseExact = true };

    private static AttributeDefinition Feature(string name, string description, params AttributeDefinition[] more) =>
        Complex(name, description, [Flag("supported", "Whether it is supported.") with { Required = true }, .. more])
            with
        { Required = true };

    private static SchemaDefinition ReadOnly(
        string id, string name, string description, params AttributeDefinition[] attributes) =>
        new(id, name, description, [.. attributes.Select(ReadOnly)]);

    private static AttributeDefinition ReadOnly(AttributeDefinition attribute) => attribute with
    {
        Mutability = Mutability.ReadOnly,
        SubAttributes = [.. attribute.SubAttributes.Select(ReadOnly)],
    };
}
