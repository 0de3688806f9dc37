using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Changes;

/// <summary>How to answer a request that was carried out before: by reading again what it made or changed.</summary>
/// <param name="IdOf">What to remember of the result; no secret.</param>
/// <param name="LoadAsync">Reads the result again by that; null when it is gone.</param>
internal sealed record Repeatable<T>(
    Func<T, string> IdOf, Func<IStoreReader, WorkspaceId, string, CancellationToken, ValueTask<T?>> LoadAsync)
    where T : notnull
{
    /// <summary>
    /// What is enough to be answered again, where the change itself takes the permission for it away; null where only
    /// the change's own permission is.
    /// </summary>
    public string? AnsweredUnder { get; init; }

    /// <summary>Whether the workspace need not be there, because the change makes it.</summary>
    public bool MakesTheWorkspace { get; init; }
}
