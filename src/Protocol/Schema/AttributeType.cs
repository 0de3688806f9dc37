using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Protocol.Schema;

/// <summary>The data types of RFC 7643 §2.3.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The RFC's own words.")]
public enum AttributeType
{
    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Binary,
    Reference,
    Complex,
}
