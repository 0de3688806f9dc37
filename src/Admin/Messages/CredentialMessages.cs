using TeamAccess.Admin.Requests;
using TeamAccess.Domain.Directories;
using StoredFederation = TeamAccess.Domain.Directories.Federation;
using StoredToken = TeamAccess.Domain.Directories.ConnectionToken;

namespace TeamAccess.Admin.Messages;

internal static class CredentialMessages
{
    public static V1.ClientSecret OfSecret(StoredToken secret) => new()
    {
        Name = Names.OfClientSecret(secret.Workspace, secret.Connection, secret.Id),
        Id = secret.Id.ToString(),
        Connection = Names.Of(secret.Workspace, secret.Connection),
        CreateTime = Times.Of(secret.Created),
        ExpireTime = Times.Of(secret.Expires),
        RevokeTime = Times.Of(secret.RevokedAt),
        LastUseTime = Times.Of(secret.LastUsed),
    };

    public static V1.Federation? Of(StoredFederation? federation) => federation is null
        ? null
        : new V1.Federation
        {
            Issuer = federation.Issuer,
            Audience = federation.Audience,
            Subject = federation.Subject,
            TenantId = federation.Tenant ?? "",
            JwksUri = federation.KeysUri,
        };

    public static NewFederation? Read(V1.Federation? federation) => federation is null
        ? null
        : new NewFederation(
            federation.Issuer,
            federation.Audience,
            federation.Subject,
            FieldValues.NullIfEmpty(federation.TenantId),
            federation.JwksUri);
}
