using System.Buffers;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.Postgres.Rows;

/// <summary>Text as it stands in key columns.</summary>
internal static class Keys
{
    private const int MaxSlug = 63;

    /// <summary>An index row must stay below a third of a page; longer keys are hashed.</summary>
    private const int MaxText = 256;

    private static readonly SearchValues<char> SlugCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static string Of(WorkspaceId workspace) => Slug(workspace.Value);

    public static string Of(TenantId tenant) => Slug(tenant.Value);

    /// <summary>The key of whatever has this name.</summary>
    public static string Named(string name) => Text(CanonicalKey.Of(name));

    /// <summary>Equal texts have equal keys, different ones different keys. PostgreSQL's text cannot hold U+0000.</summary>
    public static string Text(string text) => text.Length <= MaxText && !text.Contains('\0') ? "=" + text : "#" + TextHash.Of(text);

    public static string Of(AttributeIndex attribute) => attribute switch
    {
        AttributeIndex.ExternalId => "externalId",
        AttributeIndex.DisplayName => "displayName",
        AttributeIndex.Email => "email",
    };

    // The domain lets only slugs in. Should another id get here all the same, it meets no other's rows.
    private static string Slug(string value) =>
        value.Length is > 0 and <= MaxSlug && !value.AsSpan().ContainsAnyExcept(SlugCharacters)
            ? value
            : "~" + TextHash.Of(value);
}
