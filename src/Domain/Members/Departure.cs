namespace TeamAccess.Domain.Members;

/// <summary>
/// One offboarding: what it took away carries the same id, so that a reactivation restores exactly that.
/// </summary>
/// <param name="Id">Made by the server for this one offboarding.</param>
/// <param name="Cause">Who or what ended access, e.g. <c>connection:…</c>; never personal data.</param>
public sealed record Departure(Guid Id, DateTimeOffset At, string Cause)
{
    /// <summary>
    /// Whether the directory has said "off" too since the workspace did: then the workspace alone does not let the member in again.
    /// </summary>
    public bool AlsoByDirectory { get; init; }

    /// <summary>Whether a directory ended access: then a directory gives it back, and nobody else.</summary>
    public bool IsByDirectory => Cause.StartsWith("connection:", StringComparison.Ordinal);
}
