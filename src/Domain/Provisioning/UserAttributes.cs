using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What the domain asks of a User's attributes beyond the schema.</summary>
internal static class UserAttributes
{
    private const int MaxUserName = 256;

    /// <summary>Takes <c>active</c> out: it is the member's state, not one of its stored attributes.</summary>
    /// <returns>Null when the client said nothing of it.</returns>
    public static bool? TakeActive(JsonObject attributes) =>
        attributes.Remove("active", out var node) && node is JsonValue value && value.TryGetValue<bool>(out var active)
            ? active
            : null;

    public static Failure? Check(JsonObject attributes)
    {
        var userName = AttributeBag.StringOf(attributes, "userName") ?? "";
        return userName.Length > MaxUserName
            ? Failure.InvalidValue("userName", $"userName must have at most {MaxUserName} characters.")
            : TextPolicy.Check("userName", userName);
    }

    /// <summary>Which attributes differ, without their values: those are personal, and the log is kept for long.</summary>
    public static List<AuditChange> ChangesOf(JsonObject before, JsonObject after) => before
        .Select(member => member.Key)
        .Union(after.Select(member => member.Key), StringComparer.Ordinal)
        .Where(name => !JsonNode.DeepEquals(before[name], after[name]))
        .Select(name => new AuditChange(name, MaskOf(before[name]), MaskOf(after[name])))
        .ToList();

    private static string? MaskOf(JsonNode? value) => value is null ? null : "***";
}
