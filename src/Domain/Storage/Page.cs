namespace TeamAccess.Domain.Storage;

/// <param name="Next">Where the next page begins, opaque to all but the store; null when this was the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
