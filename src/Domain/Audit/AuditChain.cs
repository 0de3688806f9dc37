using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TeamAccess.Domain.Audit;

/// <summary>
/// The hash chain over a workspace's events: each hash covers the one before it and every field of its own event.
/// </summary>
public static class AuditChain
{
    /// <summary>
    /// The hash of an event that follows the one whose hash is <paramref name="previous"/> (empty for the first).
    /// </summary>
    public static byte[] Hash(ReadOnlyMemory<byte> previous, AuditEvent auditEvent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous.Span);
        Append(hash, auditEvent.Workspace.Value);
        Append(hash, auditEvent.Sequence);
        Append(hash, auditEvent.Time.UtcTicks);
        Append(hash, auditEvent.Actor);
        Append(hash, auditEvent.OnBehalfOf);
        Append(hash, auditEvent.Action);
        Append(hash, auditEvent.Target);
        Append(hash, auditEvent.Members.Count);
        foreach (var member in auditEvent.Members)
        {
            Append(hash, member.ToString());
        }

        Append(hash, auditEvent.Changes.Count);
        foreach (var change in auditEvent.Changes)
        {
            Append(hash, change.Attribute);
            Append(hash, change.Before);
            Append(hash, change.After);
        }

        Append(hash, (long)auditEvent.Door);
        Append(hash, auditEvent.RequestId);
        Append(hash, auditEvent.Address);
        return hash.GetHashAndReset();
    }

    // Every part goes in behind its length, and null differs from empty, so that no two events hash alike by shifting
    // text between fields.
    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Append(hash, -1L);
            return;
        }

        Append(hash, Encoding.UTF8.GetBytes(text));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Append(hash, (long)bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> buffer = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(buffer, number);
        hash.AppendData(buffer);
    }
}
