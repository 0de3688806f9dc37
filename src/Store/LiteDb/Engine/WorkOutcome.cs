namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>How a unit of work ended, in its own view.</summary>
internal static class WorkOutcome
{
    /// <summary>Keep what the unit wrote.</summary>
    /// <param name="onCommitted">
    /// Runs on the engine thread once the commit is durable and before the caller is answered; for changing what is
    /// cached. It must not throw.
    /// </param>
    public static WorkOutcome<T> Commit<T>(T value, Action? onCommitted = null) => new(value, Keep: true, onCommitted);

    /// <summary>Undo what the unit wrote, if anything, and answer with <paramref name="value"/>.</summary>
    public static WorkOutcome<T> Refuse<T>(T value) => new(value, Keep: false, OnCommitted: null);
}

/// <inheritdoc cref="WorkOutcome"/>
internal sealed record WorkOutcome<T>(T Value, bool Keep, Action? OnCommitted);
