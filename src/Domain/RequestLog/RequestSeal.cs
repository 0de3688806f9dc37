using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Domain.RequestLog;

/// <summary>
/// Seals a request for replay with AES-256-GCM under a key of the server's pepper, which is not in the database: who has
/// the rows alone reads nothing, and a row put in another's place does not open.
/// </summary>
public sealed class RequestSeal(TokenPepper pepper)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] key = pepper.DeriveKey("requests of the provisioning log");

    public byte[] Close(WorkspaceId workspace, ProvisioningEntryId entry, StoredRequest request)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(request);
        var bytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(
            bytes.AsSpan(0, NonceLength),
            plain,
            bytes.AsSpan(NonceLength + TagLength),
            bytes.AsSpan(NonceLength, TagLength),
            BoundTo(workspace, entry));
        return bytes;
    }

    /// <returns>Null when nothing was sealed, or it was sealed under another pepper or for another entry.</returns>
    public StoredRequest? Open(ProvisioningEntry entry)
    {
        var bytes = entry.Sealed.Span;
        if (bytes.Length <= NonceLength + TagLength)
        {
            return null;
        }

        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(
                bytes[..NonceLength],
                bytes[(NonceLength + TagLength)..],
                bytes[NonceLength..(NonceLength + TagLength)],
                plain,
                BoundTo(entry.Workspace, entry.Id));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return JsonSerializer.Deserialize<StoredRequest>(plain);
    }

    private static byte[] BoundTo(WorkspaceId workspace, ProvisioningEntryId entry) =>
        Encoding.UTF8.GetBytes($"{workspace.Value}\n{entry}");
}

/// <summary>A request as it came, but for passwords. Personal: never stored or shown unsealed.</summary>
/// <param name="Path">Below the base URL, with its query.</param>
/// <param name="IfMatch">Null for none.</param>
/// <param name="Body">JSON; null for none.</param>
public sealed record StoredRequest(string Path, string? IfMatch, string? Body)
{
    public override string ToString() => nameof(StoredRequest);
}
