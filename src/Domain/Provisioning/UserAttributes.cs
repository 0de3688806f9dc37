using System.Text.Json.Nodes;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What the domain asks of a User's attributes beyond the schema.</summary>
internal static class UserAttributes
{
    private const int MaxUserName = 256;
    private const int MaxBytes = 64 * 1024;

    /// <summary>Takes <c>active</c> out: it is the member's state, not one of its stored attributes.</summary>
    /// <returns>Null when the client said nothing of it.</returns>
    public static bool? TakeActive(JsonObject attributes)
    {
        var active = AttributeBag.FlagOf(attributes, "active");
        attributes.Remove("active");
        return active;
    }

    /// <param name="changed">
    /// Whether an attribute is new in this request: what was stored before never keeps a later request from ending access.
    /// </param>
    public static Failure? Check(
        Change change, DirectoryConnection connection, JsonObject attributes, Func<string, bool> changed)
    {
        var userName = AttributeBag.StringOf(attributes, "userName") ?? "";
        if (userName.Length > MaxUserName)
        {
            return Failure.InvalidValue("userName", $"userName must have at most {MaxUserName} characters.");
        }

        return (changed("userName") ? TextPolicy.Check("userName", userName) : null)
            ?? CheckSize(attributes)
            ?? (connection.Dialect == Dialect.Strict
                && changed("roles")
                && !RoleValues.AllNameOne(attributes, change.Roles, connection.Allows)
                ? Failure.InvalidValue("roles.value", "A value of roles names no role that this connection may give.")
                : null);
    }

    /// <summary>Bounds what one resource takes of each list it appears in.</summary>
    public static Failure? CheckSize(JsonObject attributes) => AttributeBag.From(attributes).Utf8.Length <= MaxBytes
        ? null
        : new Failure(FailureKind.InvalidValue, $"A resource's attributes take at most {MaxBytes} bytes as JSON.");

    /// <summary>
    /// Which attributes differ, without their values: those are personal, and the log is kept for long.
    /// </summary>
    public static List<AuditChange> ChangesOf(JsonObject before, JsonObject after) => before
        .Select(member => member.Key)
        .Union(after.Select(member => member.Key), StringComparer.Ordinal)
        .Where(name => !JsonNode.DeepEquals(before[name], after[name]))
        .Select(name => new AuditChange(name, MaskOf(before[name]), MaskOf(after[name])))
        .ToList();

    private static string? MaskOf(JsonNode? value) => value is null ? null : "***";
}
