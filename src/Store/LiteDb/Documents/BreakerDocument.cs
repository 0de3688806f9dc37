using LiteDB;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>A part of the connection's row, so that a change and its count are one write.</summary>
internal static class BreakerDocument
{
    public static BsonDocument Of(MassChangeBreaker breaker) => new()
    {
        ["maxMembers"] = breaker.MaxMembers,
        ["maxPercent"] = breaker.MaxPercent,
        ["heldSince"] = Fields.Of(breaker.HeldSince),
        ["releasedUntil"] = Fields.Of(breaker.ReleasedUntil),
        ["minutes"] = new BsonArray(breaker.Minutes.Select(Of)),
    };

    public static MassChangeBreaker Read(BsonDocument row) => new()
    {
        MaxMembers = row["maxMembers"].AsInt32,
        MaxPercent = row["maxPercent"].AsInt32,
        HeldSince = row.TimeOrNull("heldSince"),
        ReleasedUntil = row.TimeOrNull("releasedUntil"),
        Minutes = row["minutes"].AsArray.Select(minute => ReadMinute(minute.AsDocument)).ToArray(),
    };

    private static BsonValue Of(MinuteOfChanges minute) => new BsonDocument
    {
        ["start"] = Fields.Of(minute.Start),
        ["changes"] = minute.Changes,
        ["membersBefore"] = minute.MembersBefore,
    };

    private static MinuteOfChanges ReadMinute(BsonDocument row) =>
        new(row.Time("start"), row["changes"].AsInt32, row["membersBefore"].AsInt32);
}
