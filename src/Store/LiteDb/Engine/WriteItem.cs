using LiteDB;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>How a run of a write unit ended.</summary>
internal enum UnitEnd
{
    Commit,
    Refuse,
    Throw,
}

/// <summary>A write that a caller waits for. May run more than once; the last run counts.</summary>
internal abstract class WriteItem : WorkItem
{
    /// <summary>
    /// Its transaction was handed to LiteDB to commit: from here on a failure leaves the outcome unknown.
    /// </summary>
    public bool MayBeKept { get; set; }

    public abstract UnitEnd Run(ILiteDatabase database);

    /// <summary>Replaces the answer by an exception.</summary>
    public abstract void Overrule(Exception cause);

    /// <summary>The commit is durable: runs what the unit asked for then.</summary>
    public abstract void Committed();

    public abstract void Answer();
}

/// <inheritdoc cref="WriteItem"/>
internal sealed class WriteItem<T>(Func<ILiteDatabase, WorkOutcome<T>> work, CancellationToken cancellationToken)
    : WriteItem
{
    private readonly Completion<T> completion = new(cancellationToken);
    private Action? onCommitted;

    public Task<T> Task => completion.Task;

    public override bool TryStart() => completion.TryStart();

    public override void Fail(Exception cause) => completion.Fail(cause);

    public override UnitEnd Run(ILiteDatabase database)
    {
        try
        {
            var outcome = work(database);
            (completion.Value, completion.Exception, onCommitted) = (outcome.Value, null, outcome.OnCommitted);
            return outcome.Keep ? UnitEnd.Commit : UnitEnd.Refuse;
        }
        catch (Exception e) // the unit's own, handed to its caller
        {
            (completion.Exception, onCommitted) = (e, null);
            return UnitEnd.Throw;
        }
    }

    public override void Overrule(Exception cause) => (completion.Exception, onCommitted) = (cause, null);

    public override void Committed() => onCommitted?.Invoke();

    public override void Answer() => completion.Answer();
}
