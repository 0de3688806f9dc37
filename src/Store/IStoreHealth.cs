namespace TeamAccess.Store;

/// <summary>What a server's readiness asks of its store; answered without asking the disk or the network.</summary>
public interface IStoreHealth
{
    StoreStatus Status { get; }
}

/// <param name="Reason">Why it is not serving, for operators; holds no data. Empty while it serves.</param>
public sealed record StoreStatus(StoreState State, string Reason)
{
    public bool IsReady => State == StoreState.Serving;
}

public enum StoreState
{
    /// <summary>Not open yet.</summary>
    Starting,

    /// <summary>Reads and writes.</summary>
    Serving,

    /// <summary>Requests wait for a store that does not answer; none is lost, and it may go on at any time.</summary>
    Stalled,

    /// <summary>Writes are refused until the store has recovered by itself; reads go on where they can.</summary>
    Recovering,

    /// <summary>As <see cref="Recovering"/>, but only a restart helps.</summary>
    Stopped,

    /// <summary>Shut down.</summary>
    Closed,
}
