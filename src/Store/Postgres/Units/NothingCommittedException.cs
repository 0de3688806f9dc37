namespace TeamAccess.Store.Postgres.Units;

/// <summary>The connection was lost while a unit committed, and the unit is known not to have been kept.</summary>
internal sealed class NothingCommittedException(Exception cause)
    : Exception("The commit was interrupted and kept nothing.", cause);
