using System.Text.Json.Nodes;
using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Members;

/// <summary>Keeps a member's own fields in step with the SCIM attributes they repeat.</summary>
internal static class MemberAttributes
{
    /// <param name="attributes">In canonical casing, with userName and without <c>active</c>.</param>
    public static Member Apply(Member member, JsonObject attributes) => member with
    {
        Attributes = AttributeBag.From(attributes),
        UserName = AttributeBag.StringOf(attributes, "userName") ?? member.UserName,
        ExternalId = AttributeBag.StringOf(attributes, "externalId"),
        DisplayName = AttributeBag.StringOf(attributes, "displayName"),
        Emails = EmailsOf(attributes),
    };

    private static List<string> EmailsOf(JsonObject attributes) =>
        attributes["emails"] is JsonArray emails
            ? emails.OfType<JsonObject>()
                .Select(email => AttributeBag.StringOf(email, "value"))
                .OfType<string>()
                .ToList()
            : [];
}
