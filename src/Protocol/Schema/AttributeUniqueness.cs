namespace TeamAccess.Protocol.Schema;

/// <summary>Where a value may occur only once (RFC 7643 §7).</summary>
public enum AttributeUniqueness
{
    None,

    /// <summary>Once per workspace.</summary>
    Server,
    Global,
}
