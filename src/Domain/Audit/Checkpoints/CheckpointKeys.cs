using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>
/// The key that signs checkpoints, and the public halves of those that did before it. ECDSA over P-256 with SHA-256
/// (ES256, RFC 7518 §3.4).
/// </summary>
public sealed class CheckpointKeys : IDisposable
{
    private const string PrivateLabel = "PRIVATE KEY";
    private const string PublicLabel = "PUBLIC KEY";

    private readonly Lock turn = new();
    private readonly ECDsa signer;
    private readonly Dictionary<string, ECDsa> known = new(StringComparer.Ordinal);

    private CheckpointKeys(List<ECDsa> keys)
    {
        signer = keys[0];
        foreach (var key in keys)
        {
            var published = CheckpointKey.Of(key);
            if (!known.TryAdd(published.Id, key))
            {
                throw new FormatException("It holds one key twice.");
            }
        }

        All = keys.ConvertAll(CheckpointKey.Of);
    }

    /// <summary>The public keys, the one that signs first.</summary>
    public IReadOnlyList<CheckpointKey> All { get; }

    /// <summary>Of the key that signs.</summary>
    public string KeyId => All[0].Id;

    /// <summary>A new private key in PEM (PKCS #8, RFC 5958).</summary>
    public static string CreatePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <param name="pem">
    /// First the private key that signs, then those before it, public or private, in any number.
    /// </param>
    /// <exception cref="FormatException">It is no such text. The message does not repeat any of it.</exception>
    public static CheckpointKeys FromPem(string pem)
    {
        var keys = new List<ECDsa>();
        try
        {
            var rest = pem.AsSpan();
            while (PemEncoding.TryFind(rest, out var fields))
            {
                keys.Add(Import(rest[fields.Location], rest[fields.Label], isFirst: keys.Count == 0));
                rest = rest[fields.Location.End..];
            }

            return keys.Count > 0 ? new CheckpointKeys(keys) : throw new FormatException("It holds no PEM key.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            keys.ForEach(key => key.Dispose());
            throw e as FormatException ?? new FormatException("It holds a key that cannot be read.", e);
        }
    }

    public SignedCheckpoint Sign(Checkpoint checkpoint)
    {
        var signed = CheckpointText.SignedPart(checkpoint, KeyId);
        byte[] signature;
        lock (turn)
        {
            signature = signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        }

        return new SignedCheckpoint(
            checkpoint.Workspace, checkpoint.Purpose, checkpoint.Sequence, CheckpointText.Join(signed, signature));
    }

    /// <summary>Reads a checkpoint that one of the keys has signed.</summary>
    public CheckpointTrust Read(string jws, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!CheckpointText.TryParse(jws, out var parsed))
        {
            return CheckpointTrust.Forged;
        }

        if (!known.TryGetValue(parsed.Checkpoint.KeyId, out var key))
        {
            return CheckpointTrust.UnknownKey;
        }

        lock (turn)
        {
            if (!key.VerifyData(Encoding.ASCII.GetBytes(parsed.Signed), parsed.Signature, HashAlgorithmName.SHA256))
            {
                return CheckpointTrust.Forged;
            }
        }

        checkpoint = parsed.Checkpoint;
        return CheckpointTrust.Good;
    }

    /// <summary>The same for a stored one, which must say what it is stored as.</summary>
    public CheckpointTrust Read(SignedCheckpoint stored, out Checkpoint? checkpoint)
    {
        var trust = Read(stored.Jws, out checkpoint);
        return checkpoint is null
            || (checkpoint.Workspace == stored.Workspace
                && checkpoint.Purpose == stored.Purpose
                && checkpoint.Sequence == stored.Sequence)
            ? trust
            : CheckpointTrust.Forged;
    }

    /// <summary>Whether one of the keys has signed it.</summary>
    public bool TryRead(SignedCheckpoint stored, [NotNullWhen(true)] out Checkpoint? checkpoint) =>
        Read(stored, out checkpoint) == CheckpointTrust.Good && checkpoint is not null;

    public void Dispose()
    {
        foreach (var key in known.Values)
        {
            key.Dispose();
        }
    }

    private static ECDsa Import(ReadOnlySpan<char> pem, ReadOnlySpan<char> label, bool isFirst)
    {
        if (label is not (PrivateLabel or PublicLabel) || (isFirst && label is not PrivateLabel))
        {
            throw new FormatException(
                "The first key must be a PRIVATE KEY (PKCS #8), those behind it PRIVATE KEY or PUBLIC KEY.");
        }

        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
        {
            key.Dispose();
            throw new FormatException("A key is not of the curve P-256.");
        }

        return key;
    }
}
