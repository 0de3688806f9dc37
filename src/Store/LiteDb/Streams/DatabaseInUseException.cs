namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>Another process has the database open.</summary>
internal sealed class DatabaseInUseException(string path, Exception cause)
    : IOException(
        $"Another process has {path} open. A database directory belongs to one process at a time: " +
        "stop the other one, or give this one a directory of its own.",
        cause);
