using System.Text.Json.Nodes;
using TeamAccess.Domain.Members;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// What the server knows of a user's <c>manager</c> (RFC 7643 §4.3): <c>displayName</c> is read-only, so it is never stored but
/// read from the managing user each time.
/// </summary>
internal static class ManagerOfUser
{
    private const string Manager = "manager";

    /// <summary>The view with the name of the manager, as far as the manager is a user here.</summary>
    public static async ValueTask<UserView> WithManagerAsync(
        this UserView view, Func<MemberId, ValueTask<Member?>> findAsync)
    {
        var manager = ValueOf(view.Member) is { } text && MemberId.TryParse(text, out var id) ? await findAsync(id) : null;
        return manager is null ? view : view with { ManagerName = manager.DisplayName ?? manager.UserName };
    }

    public static void AddTo(JsonObject resource, string name)
    {
        if (resource[SchemaUris.EnterpriseUser]?[Manager] is JsonObject manager)
        {
            manager["displayName"] = name;
        }
    }

    /// <summary>Most users have no manager, and what is not there need not be parsed.</summary>
    private static string? ValueOf(Member member) =>
        member.Attributes.Utf8.Span.IndexOf("\"manager\""u8) >= 0
        && member.Attributes.ToObject()[SchemaUris.EnterpriseUser]?[Manager]?["value"] is JsonValue value
        && value.TryGetValue<string>(out var text)
            ? text
            : null;
}
