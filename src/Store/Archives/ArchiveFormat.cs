using System.Text.Json;
using System.Text.Json.Serialization;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>
/// How an archive is written: gzip over lines of JSON. The first line says what it is, the last how many rows of each
/// kind lie between them and their SHA-256. No engine's own form is in it, so it goes from any engine to any.
/// </summary>
internal static class ArchiveFormat
{
    public const string Name = "teamaccess";

    /// <summary>Grows when a reader of an older version would misunderstand what is written.</summary>
    public const int Version = 1;

    /// <summary>In bytes. A row is as large as a resource may be, and a request that is kept sealed.</summary>
    public const int MaxLine = 32 * 1024 * 1024;

    public const string KindField = "kind";
    public const string RowField = "row";
    public const string EndField = "end";

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Dictionary<string, RowKind> Kinds =
        Enum.GetValues<RowKind>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(RowKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static RowKind? KindOf(string? name) => name is not null && Kinds.TryGetValue(name, out var kind) ? kind : null;
}

/// <summary>An archive's first line.</summary>
/// <param name="Archive">Always <see cref="ArchiveFormat.Name"/>.</param>
/// <param name="Version">The version of the form.</param>
/// <param name="Made">When the state it holds was taken.</param>
/// <param name="Workspace">The one workspace it holds; null for all of a store.</param>
/// <param name="Pepper">
/// Tells, without telling it, under which token pepper the secrets in it are hashed: base64url, null when unknown.
/// </param>
public sealed record ArchiveHeader(string Archive, int Version, DateTimeOffset Made, string? Workspace = null, string? Pepper = null);

/// <summary>An archive's last line.</summary>
/// <param name="Rows">How many rows of each kind there are.</param>
/// <param name="Sha256">Of all lines before it, line feeds included; lower-case hexadecimal. Names the archive.</param>
public sealed record ArchiveTrailer(IReadOnlyDictionary<string, long> Rows, string Sha256);
