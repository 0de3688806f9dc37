using Google.Protobuf;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;

namespace TeamAccess.Admin.Messages;

internal static class CheckpointMessages
{
    public static V1.Checkpoint Of(PublishedCheckpoint published) => new()
    {
        Workspace = Names.Of(published.Checkpoint.Workspace),
        Sequence = published.Checkpoint.Sequence,
        Hash = ByteString.CopyFrom(published.Checkpoint.Hash.Span),
        Revision = published.Checkpoint.Revision ?? 0,
        Time = Times.Of(published.Checkpoint.Time),
        KeyId = published.Checkpoint.KeyId,
        Jws = published.Proof.Jws,
    };

    public static V1.CheckpointKey Of(Domain.Audit.Checkpoints.CheckpointKey key) =>
        new() { KeyId = key.Id, Pem = key.Pem, X = key.X, Y = key.Y };

    public static V1.ChainProblem Of(ChainProblem? problem) =>
        problem is { } found ? Of(found) : V1.ChainProblem.Unspecified;

    private static V1.ChainProblem Of(ChainProblem problem) => problem switch
    {
        ChainProblem.EventMissing => V1.ChainProblem.EventMissing,
        ChainProblem.EventAltered => V1.ChainProblem.EventAltered,
        ChainProblem.HeadDiffers => V1.ChainProblem.HeadDiffers,
        ChainProblem.CheckpointDiffers => V1.ChainProblem.CheckpointDiffers,
        ChainProblem.CheckpointBeyondEnd => V1.ChainProblem.CheckpointBeyondEnd,
        ChainProblem.CheckpointForged => V1.ChainProblem.CheckpointForged,
    };
}
