using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>The attributes every resource has (RFC 7643 §3 and §3.1); they belong to no schema.</summary>
internal static class CommonAttributes
{
    internal static readonly SchemaDefinition All = new("", "Common", "Attributes of every resource.",
    [
        Reference("schemas", "URNs of the schemas this resource carries.", "uri")
            with { MultiValued = true, Mutability = Mutability.ReadOnly, Returned = Returned.Always },
        Plain("id", "Identifier chosen by this server; never reused.")
            with { CaseExact = true, Mutability = Mutability.ReadOnly, Returned = Returned.Always },
        Plain("externalId", "Identifier chosen by the provisioning client; kept as data.") with { CaseExact = true },
        Complex("meta", "What the server knows about the resource.",
            ReadOnlyPlain("resourceType", "Name of the resource type.") with { CaseExact = true },
            ReadOnlyPlain("created", "When the resource was created.") with { Type = AttributeType.DateTime },
            ReadOnlyPlain("lastModified", "When the resource last changed.") with { Type = AttributeType.DateTime },
            Reference("location", "Address of the resource.", "uri")
                with { CaseExact = true, Mutability = Mutability.ReadOnly },
            ReadOnlyPlain("version", "Entity tag of the resource.") with { CaseExact = true })
            with { Mutability = Mutability.ReadOnly },
    ]);
}
