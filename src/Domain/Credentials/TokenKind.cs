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

    /// <summary><c>ta_secret_</c>: a directory connection's client secret, good at the token endpoint only.</summary>
    ClientSecret,

    /// <summary><c>ta_at_</c>: a directory connection's access token, got at the token endpoint.</summary>
    Access,
}
