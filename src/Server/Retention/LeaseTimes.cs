namespace TeamAccess.Server.Retention;

/// <summary>How scheduled work changes hands.</summary>
/// <param name="Length">How long the work rests when its node dies; a clean stop hands it over at once.</param>
internal sealed record LeaseTimes(TimeSpan Length)
{
    /// <summary>How often it is renewed, and asked for by those who do not have it.</summary>
    public TimeSpan Beat => Length / 5;

    /// <summary>Between taking it and the first job, so that a start has the machine for itself.</summary>
    public TimeSpan FirstWithin => Beat < TimeSpan.FromSeconds(10) ? Beat : TimeSpan.FromSeconds(10);
}
