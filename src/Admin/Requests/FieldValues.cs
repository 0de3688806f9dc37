using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using TeamAccess.Admin.Failures;

namespace TeamAccess.Admin.Requests;

/// <summary>Reads single fields that a message carries in protobuf's own types.</summary>
internal static class FieldValues
{
    /// <returns>The version, or null when the client does not mind which.</returns>
    public static long? Etag(string etag, string field = "etag")
    {
        if (etag.Length == 0)
        {
            return null;
        }

        return long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Invalid.Field(field, $"{field} is the etag of the resource as an answer gave it.");
    }

    public static string EtagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    public static DateTimeOffset? Time(Timestamp? time, string field)
    {
        if (time is null)
        {
            return null;
        }

        try
        {
            return time.ToDateTimeOffset();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw Invalid.Field(
                field, $"{field} is a time from year 1 to year 9999, with nanoseconds of 0 to 999,999,999.");
        }
    }

    public static TimeSpan Span(Duration? duration, string field)
    {
        if (duration is null)
        {
            return TimeSpan.Zero;
        }

        try
        {
            return duration.ToTimeSpan();
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            throw Invalid.Field(field, $"{field} is no valid duration.");
        }
    }

    public static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
