using LiteDB;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>Something a caller waits for.</summary>
internal abstract class WorkItem
{
    /// <summary>
    /// False where the caller has given up meanwhile; the caller is then told so, and nothing was done.
    /// </summary>
    public abstract bool TryStart();

    public abstract void Fail(Exception cause);
}

/// <summary>A read that a caller waits for.</summary>
internal abstract class ReadItem : WorkItem
{
    /// <summary>Runs the read and keeps its result, or its exception, for <see cref="Answer"/>.</summary>
    public abstract void Run(ILiteDatabase database);

    public abstract void Answer();
}

/// <inheritdoc cref="ReadItem"/>
internal sealed class ReadItem<T>(Func<ILiteDatabase, T> read, CancellationToken cancellationToken) : ReadItem
{
    private readonly Completion<T> completion = new(cancellationToken);

    public Task<T> Task => completion.Task;

    public override bool TryStart() => completion.TryStart();

    public override void Fail(Exception cause) => completion.Fail(cause);

    public override void Run(ILiteDatabase database)
    {
        try
        {
            completion.Value = read(database);
        }
        catch (Exception e) // the caller's own, handed to the caller
        {
            completion.Exception = e;
        }
    }

    public override void Answer() => completion.Answer();
}
