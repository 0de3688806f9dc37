using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// The server's secret under which token secrets are hashed, kept apart from the store: a stolen database alone proves
/// no token.
/// </summary>
public sealed class TokenPepper
{
    /// <summary>How many bytes of key there must be.</summary>
    public const int Length = 32;

    private readonly byte[] key;

    /// <exception cref="ArgumentException">The key is not <see cref="Length"/> bytes long.</exception>
    public TokenPepper(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException($"The token pepper must be {Length} bytes long, not {key.Length}.", nameof(key));
        }

        this.key = key.ToArray();
    }

    public byte[] Hash(TokenText token) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(token.Secret));

    /// <summary>A key of <see cref="Length"/> bytes for one purpose; tells nothing of the pepper or of another purpose's key.</summary>
    public byte[] DeriveKey(string purpose) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, Length, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Compares in a time that does not depend on where the hashes differ.</summary>
    public bool Proves(TokenText token, ReadOnlyMemory<byte> storedHash) =>
        CryptographicOperations.FixedTimeEquals(Hash(token), storedHash.Span);
}
