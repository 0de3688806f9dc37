namespace TeamAccess.Domain.RequestLog;

/// <summary>Which entries of the provisioning log to read, newest first. Every part that is set must hold.</summary>
public sealed record ProvisioningQuery
{
    /// <summary>Only entries before this one: the keyset of the next page.</summary>
    public ProvisioningEntryId? Before { get; init; }

    public ConnectionId? Connection { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The first digit of the status, e.g. 4; null for any.</summary>
    public int? StatusClass { get; init; }

    /// <summary>Ignoring case.</summary>
    public string? Method { get; init; }

    public Guid? ResourceId { get; init; }

    /// <summary>Part of the masked path, bodies or detail, or the request id; ignoring case.</summary>
    public string? Text { get; init; }

    public bool Matches(ProvisioningEntry entry) =>
        (Before is not { } before || entry.Id.Value.CompareTo(before.Value) < 0)
        && (Connection is not { } connection || entry.Connection == connection)
        && (From is null || entry.Time >= From)
        && (Until is null || entry.Time < Until)
        && (StatusClass is not { } digit || entry.Status / 100 == digit)
        && (Method is null || entry.Method.Equals(Method, StringComparison.OrdinalIgnoreCase))
        && (ResourceId is not { } resource || entry.ResourceId == resource)
        && (Text is not { } text || Texts(entry).Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Texts(ProvisioningEntry entry) =>
        ((string?[])[entry.Path, entry.RequestId, entry.ScimType, entry.Detail, entry.Request?.Json, entry.Response?.Json])
        .OfType<string>();
}
