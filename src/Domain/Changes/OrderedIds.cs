using System.Buffers.Binary;

namespace TeamAccess.Domain.Changes;

/// <summary>
/// Version 7 UUIDs (RFC 9562 §5.7) that grow with each call, also within one millisecond and when the clock steps back:
/// lists are in order of id, and a new row must not slip in before a page that a client has read already.
/// </summary>
internal static class OrderedIds
{
    private static readonly Lock Gate = new();
    private static UInt128 last;

    public static Guid Next(DateTimeOffset now)
    {
        var fresh = Guid.CreateVersion7(now);
        lock (Gate)
        {
            var candidate = NumberOf(fresh);

            // One more than the last id: the carry would have to pass 62 random bits before it met the version.
            last = candidate > last ? candidate : last + 1;
            return IdOf(last);
        }
    }

    private static UInt128 NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static Guid IdOf(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new Guid(bytes, bigEndian: true);
    }
}
