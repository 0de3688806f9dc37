namespace TeamAccess.Protocol.Schema;

/// <summary>Short names for the rows of the schema tables.</summary>
internal static class AttributeTable
{
    internal static AttributeDefinition Plain(string name, string description, params string[] canonicalValues) =>
        new() { Name = name, Description = description, CanonicalValues = canonicalValues };

    internal static AttributeDefinition ReadOnlyPlain(string name, string description) =>
        Plain(name, description) with { Mutability = Mutability.ReadOnly };

    internal static AttributeDefinition Flag(string name, string description) =>
        Plain(name, description) with { Type = AttributeType.Boolean };

    internal static AttributeDefinition Count(string name, string description) =>
        Plain(name, description) with { Type = AttributeType.Integer };

    internal static AttributeDefinition Reference(string name, string description, params string[] referenceTypes) =>
        Plain(name, description) with { Type = AttributeType.Reference, ReferenceTypes = referenceTypes };

    internal static AttributeDefinition Complex(
        string name, string description, params AttributeDefinition[] subAttributes) =>
        Plain(name, description) with { Type = AttributeType.Complex, SubAttributes = subAttributes };

    internal static AttributeDefinition List(
        string name, string description, params AttributeDefinition[] subAttributes) =>
        Complex(name, description, subAttributes) with { MultiValued = true };

    internal static AttributeDefinition Display() => Plain("display", "Label shown to people.");

    internal static AttributeDefinition Kind(params string[] canonicalValues) =>
        Plain("type", "What the value is used for.", canonicalValues);

    internal static AttributeDefinition Primary() =>
        Flag("primary", "Whether this is the preferred value; at most one is.");
}
