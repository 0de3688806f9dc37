namespace TeamAccess.Domain.Webhooks;

/// <summary>What came of one attempt to deliver. Nothing of an answer is kept but this.</summary>
public enum WebhookOutcome
{
    /// <summary>A status of 200 to 299.</summary>
    Delivered,

    /// <summary>A status of 300 to 399, which is not followed.</summary>
    Redirect,

    /// <summary>A status of 400 to 499 other than 410.</summary>
    ClientError,

    /// <summary>The status 410.</summary>
    Gone,

    /// <summary>A status of 500 or more.</summary>
    ServerError,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>No connection, or it was lost.</summary>
    ConnectionFailed,

    /// <summary>The name leads to no address that this server may connect to.</summary>
    AddressRefused,

    /// <summary>The certificate is not trusted, or TLS failed otherwise.</summary>
    TlsFailed,

    /// <summary>What was answered is no HTTP.</summary>
    ProtocolError,
}
