namespace TeamAccess.Domain.Credentials;

/// <summary>What a token of ours is for; its prefix says so to people and to secret scanners.</summary>
public enum TokenKind
{
    /// <summary><c>ta_key_</c>: an API key.</summary>
    ApiKey,

    /// <summary><c>ta_session_</c>: a signed-in member.</summary>
    Session,

    /// <summary><c>ta_scim_</c>: a directory connection.</summary>
    Connection,
}
