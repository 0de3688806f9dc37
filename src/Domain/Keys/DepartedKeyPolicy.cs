namespace TeamAccess.Domain.Keys;

/// <summary>
/// What happens to the API keys of a member who leaves. Whatever it says, a key is refused while its creator is away.
/// </summary>
public enum DepartedKeyPolicy
{
    /// <summary>Revoked for good.</summary>
    Revoke,

    /// <summary>Suspended; live again if the creator returns within the grace time.</summary>
    Suspend,

    /// <summary>Left as they are.</summary>
    Keep,
}
