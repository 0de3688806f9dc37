using TeamAccess.Domain.Audit;

namespace TeamAccess.Domain.Webhooks;

/// <summary>The types of what webhooks send: the actions of the audit log, and what is said of the sending itself.</summary>
public static class EventTypes
{
    /// <summary>Events were removed by retention before they could be delivered; sent whatever was asked for.</summary>
    public const string EventsLost = "teamaccess.events.lost";

    /// <summary>Only a test.</summary>
    public const string Test = "teamaccess.test";

    private const string Any = ".*";

    /// <summary>Whether it is asked for by one of the types or prefixes; by none of them, everything is.</summary>
    public static bool Match(IReadOnlyList<string> wanted, string type) =>
        wanted.Count == 0 || wanted.Any(one => Matches(one, type));

    /// <summary>Whether there is an action that this type or prefix asks for.</summary>
    public static bool IsKnown(string wanted) => AuditActions.All.Any(action => Matches(wanted, action));

    private static bool Matches(string wanted, string type) => wanted.EndsWith(Any, StringComparison.Ordinal)
        ? type.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal)
        : string.Equals(type, wanted, StringComparison.Ordinal);
}
