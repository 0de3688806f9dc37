namespace TeamAccess.Domain.Storage;

/// <summary>What a unit of work answers, and whether what it wrote is kept.</summary>
public readonly record struct Outcome<T>(T Value, bool Commit);

public static class Outcome
{
    public static Outcome<T> Keep<T>(T value) => new(value, Commit: true);

    public static Outcome<T> Discard<T>(T value) => new(value, Commit: false);
}
