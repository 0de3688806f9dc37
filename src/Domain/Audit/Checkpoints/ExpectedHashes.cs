using System.Security.Cryptography;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>What signed checkpoints say of the events of one chain.</summary>
internal sealed class ExpectedHashes
{
    private readonly SortedDictionary<long, List<ReadOnlyMemory<byte>>> hashes = [];

    /// <summary>Of the newest event that any of them covers; 0 for none.</summary>
    public long Last => hashes.Count == 0 ? 0 : hashes.Keys.Last();

    public void Add(Checkpoint checkpoint)
    {
        if (!hashes.TryGetValue(checkpoint.Sequence, out var list))
        {
            hashes.Add(checkpoint.Sequence, list = []);
        }

        if (!list.Exists(known => known.Span.SequenceEqual(checkpoint.Hash.Span)))
        {
            list.Add(checkpoint.Hash);
        }
    }

    /// <returns>How many checkpoints are about that event and agree; null when one does not.</returns>
    public int? Compare(long sequence, ReadOnlyMemory<byte> hash)
    {
        if (!hashes.TryGetValue(sequence, out var list))
        {
            return 0;
        }

        return list.TrueForAll(expected => CryptographicOperations.FixedTimeEquals(expected.Span, hash.Span))
            ? list.Count
            : null;
    }
}
