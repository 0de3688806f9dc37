using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>
/// Checkpoints as text: a JSON Web Signature in its compact form (RFC 7515 §3.1), which any JOSE library verifies. What
/// is signed are the bytes as they are sent, so nothing needs to be brought into a canonical form.
/// </summary>
internal static class CheckpointText
{
    public const int MaxLength = 2048;

    private const string Algorithm = "ES256";
    private const string Type = "teamaccess-checkpoint";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int HashLength = 32;
    private const int SignatureLength = 64;

    /// <summary>Header and payload, which the signature is over.</summary>
    public static string SignedPart(Checkpoint checkpoint, string keyId) =>
        Part(json =>
        {
            json.WriteString("alg", Algorithm);
            json.WriteString("kid", keyId);
            json.WriteString("typ", Type);
        })
        + "."
        + Part(json =>
        {
            json.WriteString("purpose", WordOf(checkpoint.Purpose));
            json.WriteString("workspace", checkpoint.Workspace.Value);
            json.WriteNumber("sequence", checkpoint.Sequence);
            json.WriteString("hash", Convert.ToHexStringLower(checkpoint.Hash.Span));
            if (checkpoint.Revision is { } revision)
            {
                json.WriteNumber("revision", revision);
            }

            json.WriteString("time", checkpoint.Time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture));
        });

    public static string Join(string signed, ReadOnlySpan<byte> signature) =>
        $"{signed}.{Base64Url.EncodeToString(signature)}";

    /// <returns>False for whatever this class has not written.</returns>
    public static bool TryParse(string jws, out Parsed parsed)
    {
        parsed = default;
        if (jws.Length > MaxLength || jws.Split('.') is not [var head, var body, var proof])
        {
            return false;
        }

        try
        {
            var signature = Base64Url.DecodeFromChars(proof);
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            if (signature.Length != SignatureLength
                || header.RootElement.GetProperty("alg").GetString() != Algorithm
                || header.RootElement.GetProperty("typ").GetString() != Type)
            {
                return false;
            }

            var keyId = header.RootElement.GetProperty("kid").GetString() ?? "";
            parsed = new Parsed($"{head}.{body}", signature, Read(payload.RootElement) with { KeyId = keyId });
            return parsed.Checkpoint is { Sequence: >= 1, Hash.Length: HashLength };
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Checkpoint Read(JsonElement payload) => new(
        new WorkspaceId(payload.GetProperty("workspace").GetString() ?? ""),
        PurposeOf(payload.GetProperty("purpose").GetString()),
        payload.GetProperty("sequence").GetInt64(),
        Convert.FromHexString(payload.GetProperty("hash").GetString() ?? ""),
        payload.TryGetProperty("revision", out var revision) ? revision.GetInt64() : null,
        DateTimeOffset.ParseExact(
            payload.GetProperty("time").GetString() ?? "",
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal));

    public static string WordOf(CheckpointPurpose purpose) => purpose switch
    {
        CheckpointPurpose.Head => "head",
        CheckpointPurpose.Anchor => "anchor",
    };

    private static CheckpointPurpose PurposeOf(string? word) => word switch
    {
        "head" => CheckpointPurpose.Head,
        "anchor" => CheckpointPurpose.Anchor,
        _ => throw new FormatException("A checkpoint has no such purpose."),
    };

    private static string Part(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.ToArray());
    }

    /// <param name="Signed">Header and payload as they came.</param>
    public readonly record struct Parsed(string Signed, byte[] Signature, Checkpoint Checkpoint);
}
