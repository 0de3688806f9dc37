using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// What a request wrote, by canonical names: its answer shows that even where it is returned on request only
/// (RFC 7643 §7).
/// </summary>
internal static class Written
{
    public static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>By a POST or PUT.</summary>
    public static IReadOnlySet<string> By(ScimBody body, ResourceTypeDefinition type, Dialect dialect) =>
        body.Json.TryGet(out var json, out _) ? MentionedAttributes.In(json, type, dialect) : Nothing;

    /// <summary>By a PATCH.</summary>
    public static IReadOnlySet<string> By(Result<PatchPlan> patch) =>
        patch.TryGet(out var plan, out _) ? plan.Mentioned : Nothing;
}
