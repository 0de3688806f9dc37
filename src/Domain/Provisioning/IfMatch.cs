using TeamAccess.Domain.Actors;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>The entity-tags of an <c>If-Match</c> header (RFC 7644 §3.14).</summary>
/// <param name="Versions">The versions named; a tag that is none of ours names no version.</param>
/// <param name="Any">Whether the header was <c>*</c>.</param>
public sealed record IfMatch(IReadOnlyList<long> Versions, bool Any)
{
    internal static Failure? Check(IfMatch? condition, long stored) =>
        condition is null || condition.Any || condition.Versions.Contains(stored) ? null : Denials.OfVersion(stored);
}
