namespace TeamAccess.Protocol.Schema;

/// <summary>One attribute or sub-attribute and its characteristics (RFC 7643 §2.2 and §7).</summary>
public sealed record AttributeDefinition
{
    /// <summary>The name in canonical casing; lookups ignore case.</summary>
    public required string Name { get; init; }

    public AttributeType Type { get; init; } = AttributeType.String;

    public bool MultiValued { get; init; }

    public required string Description { get; init; }

    public bool Required { get; init; }

    /// <summary>Whether strings compare by code unit; otherwise by their <see cref="Text.CanonicalKey"/>.</summary>
    public bool CaseExact { get; init; }

    public Mutability Mutability { get; init; } = Mutability.ReadWrite;

    public Returned Returned { get; init; } = Returned.Default;

    public AttributeUniqueness Uniqueness { get; init; } = AttributeUniqueness.None;

    /// <summary>Suggested values; any other value is accepted too.</summary>
    public IReadOnlyList<string> CanonicalValues { get; init; } = [];

    public IReadOnlyList<string> ReferenceTypes { get; init; } = [];

    /// <summary>Empty unless <see cref="Type"/> is <see cref="AttributeType.Complex"/>.</summary>
    public IReadOnlyList<AttributeDefinition> SubAttributes { get; init; } = [];

    /// <summary>True for a name that tells people apart: its values also obey <see cref="Text.TextPolicy"/>.</summary>
    public bool IsIdentifier { get; init; }

    /// <summary>True for a value that is checked and then thrown away, in place of a home for it.</summary>
    public bool IsDiscarded { get; init; }

    /// <summary>
    /// Whether no response has it, so that no filter and no order may tell of it either: <c>writeOnly</c> (RFC 7643 §7)
    /// whatever its <c>returned</c> says, and <c>returned</c> <c>never</c>.
    /// </summary>
    public bool IsHidden => Mutability == Mutability.WriteOnly || Returned == Returned.Never;

    internal bool IsComplex => Type == AttributeType.Complex;

    /// <summary>The sub-attribute of that name ignoring case, or null.</summary>
    public AttributeDefinition? FindSubAttribute(string name)
    {
        foreach (var sub in SubAttributes)
        {
            if (sub.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return sub;
            }
        }

        return null;
    }
}
