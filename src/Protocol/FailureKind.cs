namespace TeamAccess.Protocol;

/// <summary>
/// Why a request failed, independent of the wire it arrived on.
/// The first members are the <c>scimType</c> keywords of RFC 7644 §3.12, Table 9, and of RFC 9865 §2.1, Table 3.
/// </summary>
public enum FailureKind
{
    InvalidFilter,
    TooMany,
    Uniqueness,
    Mutability,
    InvalidSyntax,
    InvalidPath,
    NoTarget,
    InvalidValue,
    InvalidVers,
    Sensitive,
    InvalidCursor,
    InvalidCount,

    /// <summary>No such resource in the caller's workspace; another workspace's resource looks the same (404).</summary>
    NotFound,

    /// <summary>The <c>If-Match</c> version, or the <c>etag</c> of a gRPC request, is not the stored one (RFC 7644 §3.14).</summary>
    VersionMismatch,

    /// <summary>The credential is missing, wrong, expired, or has ended since the request began (401).</summary>
    Unauthenticated,

    /// <summary>The actor's role, ceiling or credential does not allow this (403).</summary>
    PermissionDenied,

    /// <summary>The request is well-formed and allowed, but the state it needs is not there.</summary>
    FailedPrecondition,

    /// <summary>A limit of the plan would be passed, seats for instance; the detail names the limit and the count (403).</summary>
    QuotaExceeded,

    /// <summary>The request is larger than an advertised limit (413).</summary>
    TooLarge,

    /// <summary>The body's media type is not one this server reads (415).</summary>
    UnsupportedMediaType,

    /// <summary>The store cannot take writes now; trying again later may succeed (503 with <c>Retry-After</c>).</summary>
    Unavailable,

    /// <summary>
    /// The connection switches off more members at once than its limits let through, so this one waits (429 with
    /// <c>Retry-After</c>).
    /// </summary>
    MassChangeHeld,
}
