using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.LiteDb.Cache;

/// <summary>About how many bytes a cached row takes; generous, since the bound is a promise.</summary>
internal static class RowWeight
{
    private const int Entry = 300; // of the dictionary, its key and the clock
    private const int Row = 300;   // fields of fixed size

    public static long Of(object row) => Entry + row switch
    {
        CachedMember cached => Row + Of(cached.Member),
        Workspace workspace => Row + Of(workspace.DisplayName) + (16 * workspace.Successors.Count),
        ApiKey key => Row + Of(key.DisplayName) + key.Permissions.Sum(Of),
        DirectoryConnection connection => Row + Of(connection.DisplayName) + (50 * connection.AllowedRoles.Count)
            + Of(connection.Federation),
        _ => Row,
    };

    private static long Of(Member member) =>
        member.Attributes.Utf8.Length
        + Of(member.UserName)
        + Of(member.DisplayName)
        + Of(member.ExternalId)
        + member.Emails.Sum(Of)
        + (member.Scope?.Sum(Of) ?? 0);

    private static long Of(Federation? federation) => federation is null
        ? 0
        : Of(federation.Issuer) + Of(federation.Audience) + Of(federation.Subject) + Of(federation.Tenant)
            + Of(federation.KeysUri);

    private static long Of(string? text) => text is null ? 0 : 32 + (2L * text.Length);
}
