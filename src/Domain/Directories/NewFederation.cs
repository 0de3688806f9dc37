namespace TeamAccess.Domain.Directories;

/// <summary>What to set a connection's federation to; see <see cref="Federation"/>.</summary>
public sealed record NewFederation(string Issuer, string Audience, string Subject, string? Tenant, string KeysUri)
{
    internal bool IsSameAs(Federation? federation) =>
        federation is not null && new NewFederation(
            federation.Issuer, federation.Audience, federation.Subject, federation.Tenant, federation.KeysUri) == this;

    internal Federation With(Guid id) => new(id, Issuer, Audience, Subject, Tenant, KeysUri);
}
