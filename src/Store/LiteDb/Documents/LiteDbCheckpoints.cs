using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbCheckpoints(ILiteDatabase database) : ICheckpointWriter
{
    private readonly Table checkpoints = new(database, Tables.Checkpoints);

    public ValueTask<SignedCheckpoint?> FindNewestAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, CancellationToken cancellationToken) => ValueTask.FromResult(
            checkpoints.ScanBack(KeyRange.Within(PrefixOf(workspace, purpose)), limit: 1).Select(Read).FirstOrDefault());

    public ValueTask<IReadOnlyList<SignedCheckpoint>> ListAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long after, int limit, CancellationToken cancellationToken)
    {
        var range = KeyRange.Within(PrefixOf(workspace, purpose)).After(KeyOf(workspace, purpose, after));
        return ValueTask.FromResult<IReadOnlyList<SignedCheckpoint>>(
            checkpoints.Scan(RowIndex.Id, range, limit).Select(Read).ToList());
    }

    public ValueTask AddAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        checkpoints.Insert(new BsonDocument
        {
            ["_id"] = KeyOf(checkpoint.Workspace, checkpoint.Purpose, checkpoint.Sequence),
            ["workspace"] = checkpoint.Workspace.Value,
            ["purpose"] = Fields.Of(checkpoint.Purpose),
            ["sequence"] = checkpoint.Sequence,
            ["jws"] = checkpoint.Jws,
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long sequence, CancellationToken cancellationToken)
    {
        checkpoints.Delete(KeyOf(workspace, purpose, sequence));
        return ValueTask.CompletedTask;
    }

    internal static SignedCheckpoint Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")),
        row.Enum<CheckpointPurpose>("purpose"),
        row["sequence"].AsInt64,
        row.Text("jws"));

    private static string PrefixOf(WorkspaceId workspace, CheckpointPurpose purpose) =>
        $"{RowKeys.Of(workspace)}/{purpose}/";

    private static string KeyOf(WorkspaceId workspace, CheckpointPurpose purpose, long sequence) =>
        $"{PrefixOf(workspace, purpose)}{sequence:x16}";
}
