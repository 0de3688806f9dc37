using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// The text of our tokens: <c>ta_{kind}_{id}_{secret}{checksum}</c>. The id (32 hexadecimal digits) finds the row, the
/// secret (43 base-62 characters, 256 bits) is proved against its hash, and the checksum (6 characters) lets anyone
/// tell a mistyped or made-up token without asking a server. There is one spelling of each token: cut, longer, padded
/// or in another case, it is none.
/// </summary>
public sealed record TokenText(TokenKind Kind, Guid Id, string Secret)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 32;
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;

    /// <summary>A token with a fresh secret.</summary>
    public static TokenText Create(TokenKind kind, Guid id) =>
        new(kind, id, new string(RandomNumberGenerator.GetItems<char>(Alphabet, SecretLength)));

    /// <summary>Reads a token; says nothing of whether it is known.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenText? token)
    {
        token = null;
        foreach (var kind in Enum.GetValues<TokenKind>())
        {
            var prefix = PrefixOf(kind);
            if (text.Length == prefix.Length + IdLength + 1 + SecretLength + ChecksumLength
                && text.StartsWith(prefix, StringComparison.Ordinal))
            {
                token = Read(kind, text, prefix.Length);
            }
        }

        return token is not null;
    }

    /// <summary>The whole token, secret included: to be shown once and never logged.</summary>
    public string Reveal()
    {
        var body = $"{PrefixOf(Kind)}{Id:N}_{Secret}";
        return body + ChecksumOf(body);
    }

    /// <summary>Without the secret, so that a token that strays into a log says nothing.</summary>
    public override string ToString() => $"{PrefixOf(Kind)}{Id:N}_…";

    private static TokenText? Read(TokenKind kind, string text, int start)
    {
        var id = text.Substring(start, IdLength);
        var secret = text.Substring(start + IdLength + 1, SecretLength);
        return text[start + IdLength] == '_'
            && Guid.TryParseExact(id, "N", out var guid)
            && string.Equals(guid.ToString("N"), id, StringComparison.Ordinal)
            && secret.All(char.IsAsciiLetterOrDigit)
            && text.EndsWith(ChecksumOf(text[..^ChecksumLength]), StringComparison.Ordinal)
            ? new TokenText(kind, guid, secret)
            : null;
    }

    private static string PrefixOf(TokenKind kind) => kind switch
    {
        TokenKind.ApiKey => "ta_key_",
        TokenKind.Session => "ta_session_",
        TokenKind.Connection => "ta_scim_",
        TokenKind.ClientSecret => "ta_secret_",
        TokenKind.Access => "ta_at_",
    };

    private static string ChecksumOf(string body)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        return string.Create(ChecksumLength, number, static (characters, rest) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = Alphabet[(int)(rest % (ulong)Alphabet.Length)];
                rest /= (ulong)Alphabet.Length;
            }
        });
    }
}
