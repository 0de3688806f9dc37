namespace TeamAccess.Protocol.Patch;

/// <summary>The three operations of RFC 7644 §3.5.2.</summary>
public enum PatchOperationType
{
    Add,
    Remove,
    Replace,
}
