namespace TeamAccess.Domain.Directories;

/// <summary>What a secret of a connection is for.</summary>
public enum ConnectionTokenUse
{
    /// <summary>Sent with each request; made by people and kept for long.</summary>
    Bearer,

    /// <summary>Exchanged for access tokens (RFC 6749 §4.4); proves nothing else.</summary>
    ClientSecret,

    /// <summary>Sent with each request; got at the token endpoint, for an hour or a few.</summary>
    Access,
}
