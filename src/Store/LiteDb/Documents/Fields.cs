using LiteDB;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// How values are written into documents and read back. Times are UTC ticks, because LiteDB's own dates end at the
/// millisecond; enumerations are their names; null is absent.
/// </summary>
internal static class Fields
{
    public static BsonValue Of(Guid? id) => id is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue Of(DateTimeOffset time) => new(time.UtcTicks);

    public static BsonValue Of(DateTimeOffset? time) => time is { } value ? Of(value) : BsonValue.Null;

    public static BsonValue Of(RoleName? role) => new(role?.Value);

    public static BsonValue Of(ReadOnlyMemory<byte> bytes) => new(bytes.ToArray());

    public static BsonValue Of(int? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => new(value.ToString());

    public static BsonArray Of(IEnumerable<string> texts) => new(texts.Select(text => new BsonValue(text)));

    public static BsonArray Of(IEnumerable<Guid> ids) => new(ids.Select(id => new BsonValue(id)));

    public static string Text(this BsonDocument row, string field) => row[field].AsString;

    public static string? TextOrNull(this BsonDocument row, string field) =>
        row[field] is { IsNull: false } value ? value.AsString : null;

    public static Guid Id(this BsonDocument row, string field) => row[field].AsGuid;

    public static Guid? IdOrNull(this BsonDocument row, string field) =>
        row[field] is { IsNull: false } value ? value.AsGuid : null;

    public static DateTimeOffset Time(this BsonDocument row, string field) => new(row[field].AsInt64, TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this BsonDocument row, string field) =>
        row[field].IsNull ? null : row.Time(field);

    public static RoleName Role(this BsonDocument row, string field) => new(row.Text(field));

    public static RoleName? RoleOrNull(this BsonDocument row, string field) =>
        row.TextOrNull(field) is { } name ? new RoleName(name) : null;

    public static byte[] Bytes(this BsonDocument row, string field) => row[field].AsBinary;

    public static TEnum Enum<TEnum>(this BsonDocument row, string field)
        where TEnum : struct, Enum => System.Enum.Parse<TEnum>(row.Text(field));

    public static string[] Texts(this BsonDocument row, string field) =>
        row[field].AsArray.Select(text => text.AsString).ToArray();

    public static IEnumerable<Guid> Ids(this BsonDocument row, string field) =>
        row[field].AsArray.Select(id => id.AsGuid);
}
