namespace TeamAccess.Protocol;

/// <summary>How a connection's requests are read.</summary>
public enum Dialect
{
    /// <summary>What identity providers really send is understood, beyond what RFC 7644 allows.</summary>
    Compatible,

    /// <summary>RFC 7643 and 7644 to the letter; everything else is refused.</summary>
    Strict,
}
