using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>A public key that checkpoints are verified with.</summary>
/// <param name="Id">The SHA-256 thumbprint of the key (RFC 7638), in base64url.</param>
/// <param name="Pem">SubjectPublicKeyInfo (RFC 7468 §13).</param>
/// <param name="X">The point's coordinate as a JSON Web Key has it (RFC 7518 §6.2.1).</param>
/// <param name="Y">The other one.</param>
public sealed record CheckpointKey(string Id, string Pem, string X, string Y)
{
    internal static CheckpointKey Of(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var members = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return new CheckpointKey(
            Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members))),
            key.ExportSubjectPublicKeyInfoPem() + "\n",
            x,
            y);
    }
}
