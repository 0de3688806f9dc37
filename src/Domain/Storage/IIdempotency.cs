using System.Text.Json.Serialization;

namespace TeamAccess.Domain.Storage;

/// <summary>
/// Which requests were carried out, so that a repeated one is answered instead of done again (AIP-155).
/// </summary>
public interface IIdempotencyWriter
{
    ValueTask<IdempotencyRecord?> FindAsync(string key, CancellationToken cancellationToken);

    ValueTask AddAsync(IdempotencyRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Removes at most <paramref name="limit"/> records made before <paramref name="before"/>, oldest first.
    /// </summary>
    /// <returns>How many.</returns>
    ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <param name="Key">Workspace, actor, method and the client's <c>request_id</c>, joined by line feeds.</param>
/// <param name="Fingerprint">SHA-256 of the request's other fields; 32 bytes.</param>
/// <param name="Result">The id of what the request made or changed, to read it again; holds no secret.</param>
public sealed record IdempotencyRecord(
    string Key,
    ReadOnlyMemory<byte> Fingerprint,
    string Result,
    long Revision,
    long AuditSequence,
    DateTimeOffset Created)
{
    /// <summary>The first part of the key; null when that is no workspace.</summary>
    [JsonIgnore]
    public WorkspaceId? Workspace => Key.IndexOf('\n') is > 0 and var end ? new WorkspaceId(Key[..end]) : null;
}
