using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Retention;

/// <summary>Makes checkpoints of the workspaces that have changed, and takes them out of the database.</summary>
internal sealed partial class CheckpointJob(
    CheckpointMaking making,
    CheckpointKeys keys,
    ICheckpointOutput? output,
    RetentionPolicy policy,
    ILogger<CheckpointJob> logger)
    : IScheduledJob
{
    public string Name => "audit-checkpoints";

    public TimeSpan Every => policy.CheckpointEvery;

    public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        await foreach (var workspace in turn.ListWorkspacesAsync(cancellationToken))
        {
            await RunAsync(turn, workspace, cancellationToken);
        }
    }

    private async Task RunAsync(WorkTurn turn, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await WarnOfUnknownKeyAsync(turn, workspace, cancellationToken);
        var holds = true;
        var made = await making.MakeAsync(
            workspace,
            async unit => holds = await turn.HoldsAsync(unit, cancellationToken),
            cancellationToken);
        if (!holds)
        {
            throw new LeaseLostException();
        }

        if (!made.TryGet(out var newest, out var failure))
        {
            if (failure.Kind == FailureKind.FailedPrecondition)
            {
                Log.Disagrees(logger, workspace.Value, failure.Detail);
            }

            return;
        }

        var anchor = await turn.ReadAsync(
            reader => reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Anchor, cancellationToken),
            cancellationToken);
        foreach (var checkpoint in anchor is null ? (SignedCheckpoint[])[newest] : [anchor, newest])
        {
            if (output is not null && await output.LacksAsync(checkpoint, cancellationToken))
            {
                // Asked again: what is there already was not made under this lease, and a node that slept would write
                // down what its successor has made, and maybe written.
                await turn.RequireAsync(cancellationToken);
                await output.WriteAsync(checkpoint, cancellationToken);
            }
        }
    }

    private async Task WarnOfUnknownKeyAsync(WorkTurn turn, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var newest = await turn.ReadAsync(
            reader => reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Head, cancellationToken),
            cancellationToken);
        if (newest is not null && keys.Read(newest, out _) == CheckpointTrust.UnknownKey)
        {
            Log.UnknownKey(logger, workspace.Value, newest.Sequence);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1101, LogLevel.Error, "The audit log of workspace {WorkspaceId} was changed from outside: {Detail}")]
        public static partial void Disagrees(ILogger logger, string workspaceId, string detail);

        [LoggerMessage(
            1102,
            LogLevel.Warning,
            "Checkpoint {Sequence} of workspace {WorkspaceId} was signed with a key that this server does not have, so it "
            + "proves nothing here. Give all servers of a database the same checkpoint key file, and keep the former "
            + "public keys in it")]
        public static partial void UnknownKey(ILogger logger, string workspaceId, long sequence);
    }
}
