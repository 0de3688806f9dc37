namespace TeamAccess.Domain.Directories;

/// <summary>
/// Whose signed word stands for a connection (RFC 7523 §3): every value is compared exactly. All that is said about a
/// workload of an identity provider, so that no other tenant or application of the same provider passes for it.
/// </summary>
/// <param name="Id">New with every change, so that access tokens got before the change end.</param>
/// <param name="Issuer">The claim <c>iss</c>.</param>
/// <param name="Audience">The claim <c>aud</c>, or one of its values.</param>
/// <param name="Subject">The claim <c>sub</c>, and <c>oid</c> where there is one.</param>
/// <param name="Tenant">The claim <c>tid</c>; null for an issuer without tenants.</param>
/// <param name="KeysUri">Where the issuer publishes its keys (RFC 7517 §5): https, or http on this machine.</param>
public sealed record Federation(Guid Id, string Issuer, string Audience, string Subject, string? Tenant, string KeysUri);
