using System.Runtime.CompilerServices;

namespace TeamAccess.Domain.Administration.Exports;

/// <summary>One client that fetches an export. Once it leaves, the export is kept for a while.</summary>
public sealed class ExportReading : IAsyncDisposable
{
    private readonly RetainedParts parts;
    private readonly long number;
    private readonly long offset;
    private readonly Func<ValueTask> leave;

    internal ExportReading(string id, RetainedParts parts, long number, long offset, Func<ValueTask> leave) =>
        (Id, this.parts, this.number, this.offset, this.leave) = (id, parts, number, offset, leave);

    /// <summary>By which the same server goes on with it; not to be guessed.</summary>
    public string Id { get; }

    /// <summary>The bytes of the archive from where this client goes on, up to its end.</summary>
    /// <exception cref="ExportTakenOverException">Another call goes on with it.</exception>
    /// <exception cref="Storage.StoreUnavailableException">
    /// The store has failed, or could keep the state no longer, or the export was given up.
    /// </exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = offset; ;)
        {
            var part = await parts.FetchAsync(number, next, cancellationToken);
            if (part.IsEmpty)
            {
                yield break;
            }

            next += part.Length;
            yield return part;
        }
    }

    public ValueTask DisposeAsync() => leave();
}
