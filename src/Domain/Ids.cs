using System.Buffers.Binary;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain;

/// <summary>A tenant's slug: 1 to 63 of <c>a-z 0-9 -</c>, chosen at creation, never changed.</summary>
public readonly record struct TenantId(string Value)
{
    public static readonly TenantId Default = new("default");

    public override string ToString() => Value;
}

/// <summary>
/// A workspace's slug: 1 to 63 of <c>a-z 0-9 -</c>, chosen at creation, never changed and never used again.
/// </summary>
public readonly record struct WorkspaceId(string Value)
{
    /// <summary>Reads <c>demo</c>, <c>workspaces/demo</c> or <c>tenants/default/workspaces/demo</c>.</summary>
    /// <returns>False when the last segment is no slug.</returns>
    public static bool TryParse(string text, out WorkspaceId id)
    {
        var slug = ResourceNames.LastSegment(text, "workspaces");
        id = new WorkspaceId(slug ?? "");
        return slug is not null && ResourceNames.IsSlug(slug);
    }

    public override string ToString() => Value;
}

/// <summary>
/// A member's id, which is the SCIM User's <c>id</c>. Made by the server, never from a client's value, never reused.
/// </summary>
public readonly record struct MemberId(Guid Value)
{
    public static bool TryParse(string text, out MemberId id)
    {
        var parsed = ResourceNames.TryParseId(text, "members", out var value);
        id = new MemberId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A group's id, which is the SCIM Group's <c>id</c>. Made by the server, never reused.</summary>
public readonly record struct GroupId(Guid Value)
{
    public static bool TryParse(string text, out GroupId id)
    {
        var parsed = ResourceNames.TryParseId(text, "groups", out var value);
        id = new GroupId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>The <c>id</c> of a resource of a deployment's own type. Made by the server, never reused.</summary>
public readonly record struct ResourceId(Guid Value)
{
    public static bool TryParse(string text, out ResourceId id)
    {
        var parsed = ResourceNames.TryParseId(text, "resources", out var value);
        id = new ResourceId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>An API key's id: the public part of its token.</summary>
public readonly record struct ApiKeyId(Guid Value)
{
    public static bool TryParse(string text, out ApiKeyId id)
    {
        var parsed = ResourceNames.TryParseId(text, "apiKeys", out var value);
        id = new ApiKeyId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A session's id: the public part of a session token.</summary>
public readonly record struct SessionId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

/// <summary>A directory connection's id.</summary>
public readonly record struct ConnectionId(Guid Value)
{
    public static bool TryParse(string text, out ConnectionId id)
    {
        var parsed = ResourceNames.TryParseId(text, "connections", out var value);
        id = new ConnectionId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>The id of a connection's bearer token: the public part of the token.</summary>
public readonly record struct ConnectionTokenId(Guid Value)
{
    public static bool TryParse(string text, out ConnectionTokenId id)
    {
        var parsed = ResourceNames.TryParseId(text, "tokens", out var value);
        id = new ConnectionTokenId(value);
        return parsed;
    }

    /// <summary>Reads the id of a client secret.</summary>
    public static bool TryParseSecret(string text, out ConnectionTokenId id)
    {
        var parsed = ResourceNames.TryParseId(text, "clientSecrets", out var value);
        id = new ConnectionTokenId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A group→role mapping's id.</summary>
public readonly record struct RoleMappingId(Guid Value)
{
    public static bool TryParse(string text, out RoleMappingId id)
    {
        var parsed = ResourceNames.TryParseId(text, "roleMappings", out var value);
        id = new RoleMappingId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>A webhook's id. Made by the server, never reused.</summary>
public readonly record struct WebhookId(Guid Value)
{
    public static bool TryParse(string text, out WebhookId id)
    {
        var parsed = ResourceNames.TryParseId(text, "webhooks", out var value);
        id = new WebhookId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// The id of an entry of the provisioning log, a version 7 UUID (RFC 9562 §5.7): the time in it is the entry's, and the
/// order of ids is the order of entries.
/// </summary>
public readonly record struct ProvisioningEntryId(Guid Value)
{
    /// <summary>To the millisecond.</summary>
    public DateTimeOffset Time
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            _ = Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
        }
    }

    /// <summary>Above every id given out before.</summary>
    public static ProvisioningEntryId Next(DateTimeOffset now) => new(OrderedIds.Next(now));

    public static bool TryParse(string text, out ProvisioningEntryId id)
    {
        var parsed = ResourceNames.TryParseId(text, "provisioningRequests", out var value);
        id = new ProvisioningEntryId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}
