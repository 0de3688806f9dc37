namespace TeamAccess.Protocol.Paths;

/// <summary>An attribute as a request names it (RFC 7644 §3.10), in the casing the request used.</summary>
/// <param name="SchemaUri">The URN before the attribute; null when the name is unqualified.</param>
public sealed record AttributePath(string? SchemaUri, string Attribute, string? SubAttribute)
{
    /// <summary>The path in wire notation; <see cref="AttributePathParser"/> reads it back to an equal path.</summary>
    public override string ToString()
    {
        var name = SchemaUri is null ? Attribute : $"{SchemaUri}:{Attribute}";
        return SubAttribute is null ? name : $"{name}.{SubAttribute}";
    }
}
