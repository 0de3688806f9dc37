namespace TeamAccess.Protocol.Schema;

/// <summary>When a client may write an attribute (RFC 7643 §7).</summary>
public enum Mutability
{
    ReadWrite,
    ReadOnly,

    /// <summary>Set once, at creation or when it has no value yet; never changed afterwards.</summary>
    Immutable,

    /// <summary>Accepted and never returned, <c>password</c> for instance.</summary>
    WriteOnly,
}
