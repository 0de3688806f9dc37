using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Resources;

/// <summary>A value that one resource of a workspace may have only (RFC 7643 §7, <c>uniqueness</c>).</summary>
/// <param name="Attribute">Resource type and path, as <c>Device:serialNumber</c>.</param>
/// <param name="Key">What values are compared by: they are the same when their keys are.</param>
public sealed record UniqueValue(string Attribute, string Key)
{
    /// <summary>What stands for the attribute in every store: the base64url of its SHA-256, 43 characters.</summary>
    public string AttributeHash => TextHash.Of(Attribute);

    /// <summary>What stands for the key, likewise.</summary>
    public string KeyHash => TextHash.Of(Key);
}
