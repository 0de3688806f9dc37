namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>What keeps rows in memory beside the database and so has to follow it. Called on the engine thread.</summary>
internal interface IRowMemory
{
    /// <summary>The open transaction was committed. It is not durable yet, and its callers are not answered.</summary>
    void OnCommitted();

    /// <summary>The open transaction was undone.</summary>
    void OnRolledBack();

    /// <summary>All that was committed is durable, and what its units asked for then has been done.</summary>
    void OnDurable();

    /// <summary>What is kept may differ from what is stored: after each failure and reopening.</summary>
    void OnReset();
}
