namespace TeamAccess.Store.Archives;

/// <summary>An archive that cannot be used; the message says what is wrong with it, and holds nothing of its content.</summary>
public sealed class ArchiveException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing is wrong with the archive itself: what it would bring is there already, or was begun by another one.</summary>
    public bool IsPlaceTaken { get; init; }

    /// <summary>Somebody has abandoned the import while it ran.</summary>
    public bool IsAbandoned { get; init; }

    /// <summary>What was stored of it is not what it holds.</summary>
    public bool IsOfStoredRows { get; init; }
}
