using System.Buffers;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Which endpoints a deployment may give its own resource types.</summary>
internal static class EndpointRules
{
    private const int MaxLength = 128;

    /// <summary>Each with all that is below it.</summary>
    private static readonly string[] Taken =
    [
        "/Users", "/Groups", "/Me", "/Bulk", "/Roles", "/Entitlements", "/Schemas", "/ResourceTypes",
        "/ServiceProviderConfig", "/.search",
    ];

    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <returns>What is wrong with it, or null.</returns>
    internal static string? Check(string endpoint, IEnumerable<ResourceTypeDefinition> others)
    {
        if (!IsPath(endpoint))
        {
            return $"endpoint \"{endpoint}\" must be a path such as /Devices: segments of letters, digits, - and _.";
        }

        var taken = Taken.Concat(others.Select(other => other.Endpoint)).FirstOrDefault(other => Collide(endpoint, other));
        return taken is null ? null : $"endpoint \"{endpoint}\" collides with {taken}. Choose another one.";
    }

    private static bool IsPath(string endpoint) =>
        endpoint.Length is > 1 and <= MaxLength
        && endpoint[0] == '/'
        && endpoint[1..].Split('/').All(segment =>
            segment.Length > 0 && !segment.AsSpan().ContainsAnyExcept(SegmentCharacters));

    // "/Devices/Spare" would be taken for the device "Spare", and routing does not look at case.
    private static bool Collide(string one, string other) =>
        (one + "/").StartsWith(other + "/", StringComparison.OrdinalIgnoreCase)
        || (other + "/").StartsWith(one + "/", StringComparison.OrdinalIgnoreCase);
}
