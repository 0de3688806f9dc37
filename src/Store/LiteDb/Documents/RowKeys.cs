using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// The keys of rows and indexes: text that is compared by code unit, led by the workspace, with parts of a fixed length
/// behind it, so that the order of keys is the order of rows and one workspace's keys are one range.
/// </summary>
internal static class RowKeys
{
    private const int MaxSlug = 63;

    /// <summary>In bytes; twice as many hexadecimal digits.</summary>
    private const int TypeLength = 8;

    private static readonly SearchValues<char> SlugCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static string Of(TenantId tenant) => Slug(tenant.Value);

    public static string Of(WorkspaceId workspace) => Slug(workspace.Value);

    public static string Of(Guid id) => id.ToString("N");

    public static string Of(WorkspaceId workspace, Guid id) => $"{Of(workspace)}/{id:N}";

    public static string Of(WorkspaceId workspace, Guid first, Guid second) => $"{Of(workspace)}/{first:N}/{second:N}";

    /// <summary>Leads the keys of one resource type's rows.</summary>
    public static string Of(WorkspaceId workspace, string type) =>
        $"{Of(workspace)}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(type)).AsSpan(0, TypeLength))}";

    public static string Of(WorkspaceId workspace, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Of(workspace)}/{sequence:x16}");

    public static string Of(WorkspaceId workspace, Guid id, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Of(workspace)}/{id:N}/{sequence:x16}");

    /// <summary>The key of whatever has this name. Hashed, since LiteDB takes keys of at most 1,023 bytes.</summary>
    public static string Named(WorkspaceId workspace, string name) =>
        $"{Of(workspace)}/{TextHash.Of(CanonicalKey.Of(name))}";

    public static string At(WorkspaceId workspace, DateTimeOffset time) => $"{Of(workspace)}/{At(time)}";

    public static string At(WorkspaceId workspace, DateTimeOffset time, Guid id) => $"{At(workspace, time)}/{id:N}";

    public static string At(DateTimeOffset time) => time.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    // The domain lets only slugs in. Should another id get here all the same, it reaches into no other's range.
    private static string Slug(string value) =>
        value.Length is > 0 and <= MaxSlug && !value.AsSpan().ContainsAnyExcept(SlugCharacters)
            ? value
            : "~" + TextHash.Of(value);
}
