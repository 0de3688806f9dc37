namespace TeamAccess.Protocol.Schema;

/// <summary>When an attribute appears in a response (RFC 7643 §7).</summary>
public enum Returned
{
    Default,
    Always,
    Never,

    /// <summary>Only when the request names it.</summary>
    Request,
}
