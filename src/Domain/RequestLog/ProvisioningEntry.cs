using TeamAccess.Protocol;

namespace TeamAccess.Domain.RequestLog;

/// <summary>
/// One SCIM request of a connection, as the provisioning log keeps it. Names, addresses and other personal values are
/// masked in every field but <see cref="Sealed"/>.
/// </summary>
public sealed record ProvisioningEntry
{
    public required WorkspaceId Workspace { get; init; }

    public required ProvisioningEntryId Id { get; init; }

    public required ConnectionId Connection { get; init; }

    /// <summary>As the response's <c>X-Request-Id</c> had it; the operations of a bulk request share the bulk's.</summary>
    public required string RequestId { get; init; }

    public required string Method { get; init; }

    /// <summary>Below the base URL, with its query; masked.</summary>
    public required string Path { get; init; }

    /// <summary>The endpoint without its slash, e.g. <c>Users</c>; null for what is no endpoint of resources.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Which resource it was about, or made; null for none.</summary>
    public Guid? ResourceId { get; init; }

    public required int Status { get; init; }

    /// <summary>The keyword of an error (RFC 7644 §3.12); null for none.</summary>
    public string? ScimType { get; init; }

    /// <summary>What the error said; masked. Null for none.</summary>
    public string? Detail { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In bytes.</summary>
    public required long RequestSize { get; init; }

    /// <summary>In bytes.</summary>
    public required long ResponseSize { get; init; }

    public required Dialect Dialect { get; init; }

    public ClientFamily Client { get; init; }

    /// <summary>JSON; masked. Null without a body, or when it could not be read as JSON.</summary>
    public MaskedBody? Request { get; init; }

    /// <inheritdoc cref="Request"/>
    public MaskedBody? Response { get; init; }

    /// <summary>Whether a value of <c>roles</c> named no role of ours, and so had no effect.</summary>
    public bool NamesUnknownRole { get; init; }

    /// <summary>The entry that this one ran again; null for a request of the identity provider's own.</summary>
    public ProvisioningEntryId? ReplayOf { get; init; }

    /// <summary>The request as it came, sealed by <see cref="RequestSeal"/>; empty when it is not kept.</summary>
    public ReadOnlyMemory<byte> Sealed { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset Time => Id.Time;
}

/// <param name="Json">Whole JSON also when values were left out.</param>
/// <param name="Cut">Whether what lay beyond the bound was left out.</param>
public sealed record MaskedBody(string Json, bool Cut);
