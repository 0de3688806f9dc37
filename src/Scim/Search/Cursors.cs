using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TeamAccess.Domain;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Search;

/// <summary>
/// Cursors (RFC 9865 §2): where the next page begins, sealed so that nobody reads or makes one, and bound to the workspace and
/// to the query they came from. Nothing is kept of them, so they never expire, and any node reads them.
/// </summary>
internal sealed class Cursors(TokenPepper pepper)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Version, count, total, type and id.</summary>
    private const int HeadLength = 1 + (3 * sizeof(int)) + 16;

    private readonly byte[] key = pepper.DeriveKey("cursors of SCIM lists");

    public string Create(WorkspaceId workspace, string query, ListPosition position, int count)
    {
        var sortKey = position.Key is null ? [] : Encoding.Unicode.GetBytes(position.Key);
        var plain = new byte[HeadLength + 1 + sortKey.Length];
        plain[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(1), count);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(5), position.Total);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(9), position.Type);
        _ = position.Id.TryWriteBytes(plain.AsSpan(13));
        plain[HeadLength] = (byte)(position.Key is null ? 0 : 1);
        sortKey.CopyTo(plain.AsSpan(HeadLength + 1));

        var token = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(NonceOf(token));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(NonceOf(token), plain, SealedOf(token), TagOf(token), BoundTo(workspace, query));
        return WebEncoders.Base64UrlEncode(token);
    }

    /// <returns>
    /// The position, or: the cursor is none of ours or of another query (<see cref="FailureKind.InvalidCursor"/>), or the count
    /// changed between two pages (<see cref="FailureKind.InvalidCount"/>).
    /// </returns>
    public Result<ListPosition> Open(WorkspaceId workspace, string query, string cursor, int count)
    {
        if (Decode(cursor) is not { Length: > NonceLength + TagLength + HeadLength } token)
        {
            return Invalid();
        }

        var plain = new byte[SealedOf(token).Length];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(NonceOf(token), SealedOf(token), TagOf(token), plain, BoundTo(workspace, query));
        }
        catch (AuthenticationTagMismatchException)
        {
            return Invalid();
        }

        if (plain[0] != Version)
        {
            return Invalid();
        }

        return BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(1)) == count
            ? new ListPosition(
                plain[HeadLength] == 0 ? null : Encoding.Unicode.GetString(plain.AsSpan(HeadLength + 1)),
                BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(9)),
                new Guid(plain.AsSpan(13, 16)),
                BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(5)))
            : new Failure(FailureKind.InvalidCount, "count must be the same on every page of a query by cursor.");
    }

    private static byte[] BoundTo(WorkspaceId workspace, string query) =>
        SHA256.HashData(Encoding.Unicode.GetBytes($"{workspace.Value}\n{query}"));

    private static Span<byte> NonceOf(byte[] token) => token.AsSpan(0, NonceLength);

    private static Span<byte> TagOf(byte[] token) => token.AsSpan(NonceLength, TagLength);

    private static Span<byte> SealedOf(byte[] token) => token.AsSpan(NonceLength + TagLength);

    private static byte[]? Decode(string cursor)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(cursor);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Failure Invalid() => new(
        FailureKind.InvalidCursor,
        "The cursor is not one that this query gave. Send the same query again with an empty cursor to begin anew.");
}
