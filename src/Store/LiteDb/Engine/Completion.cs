namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>A caller's promise: the answer is kept until it may be given.</summary>
internal sealed class Completion<T>(CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => source.Task;

    public T? Value { get; set; }

    public Exception? Exception { get; set; }

    public bool TryStart()
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }

        source.TrySetCanceled(cancellationToken);
        return false;
    }

    public void Answer()
    {
        if (Exception is not null)
        {
            source.TrySetException(Exception);
        }
        else
        {
            source.TrySetResult(Value!); // set by the run that ended without an exception
        }
    }

    public void Fail(Exception cause) => source.TrySetException(cause);
}
