using TeamAccess.Protocol.Filter;

namespace TeamAccess.Protocol.Paths;

/// <summary>The <c>path</c> of a PATCH operation (RFC 7644 §3.5.2).</summary>
/// <param name="ValueFilter">What is inside the brackets; null without brackets.</param>
/// <param name="SubAttribute">The name after the brackets; without brackets it is in <paramref name="Target"/>.</param>
public sealed record PatchPath(AttributePath Target, FilterExpression? ValueFilter, string? SubAttribute)
{
    /// <summary>The attribute and sub-attribute this path ends at, whichever way it was written.</summary>
    public AttributePath Leaf => Target with { SubAttribute = SubAttribute ?? Target.SubAttribute };

    public override string ToString()
    {
        if (ValueFilter is null)
        {
            return Target.ToString();
        }

        return SubAttribute is null ? $"{Target}[{ValueFilter}]" : $"{Target}[{ValueFilter}].{SubAttribute}";
    }
}
