namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>What is to be thought of a checkpoint's signature.</summary>
public enum CheckpointTrust
{
    /// <summary>One of the server's keys has signed it.</summary>
    Good,

    /// <summary>It names a key that the server does not have: worth as much as none.</summary>
    UnknownKey,

    /// <summary>It names a key of the server's, and that key has not signed this.</summary>
    Forged,
}
