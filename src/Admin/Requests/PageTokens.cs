using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;
using TeamAccess.Admin.Failures;
using TeamAccess.Domain;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Admin.Requests;

/// <summary>
/// Page tokens (AIP-158): where the next page begins, sealed together with the method, the workspace and every other
/// argument, so that a token is good for the list it came from and for nothing else. Any node of a deployment reads
/// them.
/// </summary>
internal sealed class PageTokens(TokenPepper pepper)
{
    private const int DefaultSize = 50;
    private const int MaxSize = 200;
    private const int SealLength = 16;

    // Derived from the pepper by what is never the secret of a token, since those have no spaces.
    private readonly byte[] key = pepper.Hash(new TokenText(TokenKind.Session, Guid.Empty, "the key of page tokens"));

    /// <summary>How many items to answer with.</summary>
    public static int SizeOf(IPageRequest request) => request.PageSize switch
    {
        < 0 => throw Invalid.Field("page_size", "page_size is never negative; 0 means 50."),
        0 => DefaultSize,
        var size => Math.Min(size, MaxSize),
    };

    /// <summary>Where the asked-for page begins; null for the first.</summary>
    /// <exception cref="RpcException">
    /// INVALID_ARGUMENT: the token was not given for this request's other arguments.
    /// </exception>
    public string? Open(ServerCallContext context, WorkspaceId workspace, IPageRequest request)
    {
        if (request.PageToken.Length == 0)
        {
            return null;
        }

        if (Decode(request.PageToken) is { Length: > SealLength } bytes)
        {
            var position = bytes[SealLength..];
            var seal = Seal(context, workspace, request, position);
            if (CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SealLength), seal))
            {
                return Encoding.UTF8.GetString(position);
            }
        }

        throw Invalid.Field(
            "page_token",
            "page_token is a next_page_token of this method, sent with the same other arguments.",
            "PAGE_TOKEN_INVALID");
    }

    /// <param name="position">Where the next page begins; null when there is none.</param>
    public string Create(ServerCallContext context, WorkspaceId workspace, IPageRequest request, string? position)
    {
        if (position is null)
        {
            return "";
        }

        var bytes = Encoding.UTF8.GetBytes(position);
        return WebEncoders.Base64UrlEncode([.. Seal(context, workspace, request, bytes), .. bytes]);
    }

    private byte[] Seal(ServerCallContext context, WorkspaceId workspace, IPageRequest request, byte[] position)
    {
        var (token, size) = (request.PageToken, request.PageSize);
        (request.PageToken, request.PageSize) = ("", 0);
        var arguments = request.ToByteArray();
        (request.PageToken, request.PageSize) = (token, size);

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        var (method, home) = (Encoding.UTF8.GetBytes(context.Method), Encoding.UTF8.GetBytes(workspace.Value));
        foreach (var part in (byte[][])[method, home, arguments, position])
        {
            hmac.AppendData(BitConverter.GetBytes(part.Length));
            hmac.AppendData(part);
        }

        return hmac.GetHashAndReset()[..SealLength];
    }

    private static byte[]? Decode(string token)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
