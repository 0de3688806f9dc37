using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// The secret of whoever runs the deployment, from its configuration. Without one there is no operator.
/// </summary>
public sealed class OperatorToken
{
    /// <summary>The shortest token that is taken.</summary>
    public const int MinLength = 32;

    public static readonly OperatorToken None = new();

    private readonly byte[]? hash;

    private OperatorToken()
    {
    }

    /// <exception cref="ArgumentException">The token is shorter than <see cref="MinLength"/> characters.</exception>
    public OperatorToken(string token)
    {
        if (token.Length < MinLength)
        {
            throw new ArgumentException($"The operator token must have at least {MinLength} characters.", nameof(token));
        }

        hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    public bool IsProvedBy(string token) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
