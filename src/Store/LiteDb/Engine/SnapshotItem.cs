namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>A caller who waits for the files to be held.</summary>
internal sealed class SnapshotItem(CancellationToken cancellationToken) : WorkItem
{
    private readonly Completion<HeldFiles> completion = new(cancellationToken);

    public Task<HeldFiles> Task => completion.Task;

    public override bool TryStart() => completion.TryStart();

    public override void Fail(Exception cause) => completion.Fail(cause);

    public void Answer(HeldFiles held)
    {
        completion.Value = held;
        completion.Answer();
    }
}
