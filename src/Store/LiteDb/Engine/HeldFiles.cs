using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// The files at one moment, for a second LiteDB that only reads: the data file, which nothing changes as long as no
/// checkpoint runs, and the part of the log that was durable. The log only grows behind it.
/// </summary>
internal sealed class HeldFiles(FailStopFile data, LogFile log, long frames, Action<HeldFiles> release) : IDisposable
{
    // Held while a page is read and when the hold is broken, so that no read meets a file that is being changed.
    private readonly Lock gate = new();
    private string? broken;

    /// <summary>Opens a LiteDB of its own; reads of it go through <see cref="Read"/>.</summary>
    public LiteSession Open() => Read(() => LiteSession.OpenHeld(data, log, frames));

    /// <exception cref="StoreUnavailableException">The hold was broken: the state is gone.</exception>
    public T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return broken is null ? read() : throw new StoreUnavailableException(broken);
        }
    }

    /// <summary>Takes the files back, after the page that is being read just now.</summary>
    /// <param name="reason">What whoever reads on is told.</param>
    public void Break(string reason)
    {
        lock (gate)
        {
            broken ??= reason;
        }
    }

    public void Dispose()
    {
        Break("The snapshot is closed.");
        release(this);
    }
}
