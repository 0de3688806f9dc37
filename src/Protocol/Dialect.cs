namespace TeamAccess.Protocol;

/// <summary>How literally a connection's requests are read.</summary>
public enum Dialect
{
    /// <summary>RFC 7644 plus what the identity providers really send; every tolerance lives in <c>Dialects/</c>.</summary>
    Compatible,

    /// <summary>RFC 7643 and RFC 7644 to the letter: unknown attributes, wrong types and client quirks are refused.</summary>
    Strict,
}
