namespace TeamAccess.Store.Postgres;

/// <summary>What the last use of the database told.</summary>
internal sealed class PostgresHealth
{
    private volatile StoreStatus status = new(StoreState.Starting, "The store is not open yet.");

    public StoreStatus Status => status;

    public void Works()
    {
        if (status.State is not (StoreState.Closed or StoreState.Serving))
        {
            status = new StoreStatus(StoreState.Serving, "");
        }
    }

    public void Fails(string reason)
    {
        if (status.State is StoreState.Serving)
        {
            status = new StoreStatus(StoreState.Recovering, reason);
        }
    }

    public void Close() => status = new StoreStatus(StoreState.Closed, "The store is shut down.");
}
