using System.Text.Json.Nodes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Resources;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Domain.Provisioning;

/// <summary>What the domain asks of a Group's attributes beyond the schema.</summary>
internal static class GroupAttributes
{
    private const int MaxDisplayName = 1024;

    /// <summary>Takes <c>members</c> out: they are rows of their own.</summary>
    public static IReadOnlyList<MemberReference> TakeMembers(JsonObject attributes) =>
        attributes.Remove("members", out var node) && node is JsonArray members
            ? members.OfType<JsonObject>()
                .Where(member => AttributeBag.StringOf(member, "value") is not null)
                .Select(member => new MemberReference(
                    AttributeBag.StringOf(member, "value") ?? "", AttributeBag.StringOf(member, "type")))
                .ToList()
            : [];

    public static Failure? Check(JsonObject attributes)
    {
        var displayName = AttributeBag.StringOf(attributes, "displayName") ?? "";
        return displayName.Length > MaxDisplayName
            ? Failure.InvalidValue("displayName", $"displayName must have at most {MaxDisplayName} characters.")
            : TextPolicy.Check("displayName", displayName) ?? UserAttributes.CheckSize(attributes);
    }

    public static Group Apply(Group group, JsonObject attributes) => group with
    {
        Attributes = AttributeBag.From(attributes),
        DisplayName = AttributeBag.StringOf(attributes, "displayName") ?? group.DisplayName,
        ExternalId = AttributeBag.StringOf(attributes, "externalId"),
    };
}
