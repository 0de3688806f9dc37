namespace TeamAccess.Domain.Audit;

/// <summary>What came of computing a workspace's chain again.</summary>
/// <param name="FirstSequence">
/// Where the chain begins: 1, or behind the anchor that retention has left, whether or not there is such an event.
/// </param>
/// <param name="Events">How many events hold together from there on.</param>
/// <param name="BrokenAt">
/// The sequence of the first event that is missing, does not fit, or is not what a checkpoint says; null when the chain
/// is intact.
/// </param>
/// <param name="HeadHash">The hash of the last event that holds.</param>
/// <param name="Checkpoints">How many signed checkpoints agree with the events that hold.</param>
public sealed record ChainVerification(
    long FirstSequence, long Events, long? BrokenAt, ReadOnlyMemory<byte> HeadHash, int Checkpoints)
{
    public bool Intact => Problem is null;

    /// <summary>Null when the chain is intact.</summary>
    public ChainProblem? Problem { get; init; }
}

/// <summary>What is wrong with a chain.</summary>
public enum ChainProblem
{
    /// <summary>An event is not there.</summary>
    EventMissing,

    /// <summary>An event's own hash is not that of its fields and the event before it.</summary>
    EventAltered,

    /// <summary>The events hold together, but do not end in what the workspace's head says.</summary>
    HeadDiffers,

    /// <summary>The events hold together, but are not those that a checkpoint was signed over: history was rewritten.</summary>
    CheckpointDiffers,

    /// <summary>A checkpoint covers events that are gone: the end was cut off, or an older state was restored.</summary>
    CheckpointBeyondEnd,

    /// <summary>A stored checkpoint was not signed by the key that it names, or the anchor by none that is known.</summary>
    CheckpointForged,
}
