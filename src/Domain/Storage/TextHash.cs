using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Storage;

/// <summary>What stands for a text of any length in the key of a row.</summary>
public static class TextHash
{
    /// <returns>The base64url of the text's SHA-256, 43 characters.</returns>
    public static string Of(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
