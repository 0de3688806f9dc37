using Google.Protobuf.WellKnownTypes;

namespace TeamAccess.Admin.Messages;

internal static class Times
{
    public static Timestamp Of(DateTimeOffset time) => Timestamp.FromDateTimeOffset(time);

    public static Timestamp? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;
}
