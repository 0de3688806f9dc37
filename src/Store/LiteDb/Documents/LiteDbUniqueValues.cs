using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>One row for each value that is held; its key is the value's.</summary>
internal sealed class LiteDbUniqueValues(ILiteDatabase database) : IUniqueValueWriter
{
    private readonly Table values = new(database, Tables.UniqueValues);

    public ValueTask<Guid?> FindHolderAsync(
        WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken) =>
        ValueTask.FromResult(values.Find(KeyOf(workspace, value))?.Id("holder"));

    public ValueTask HoldAsync(
        WorkspaceId workspace, UniqueValue value, Guid holder, CancellationToken cancellationToken) =>
        AddAsync(new HeldValue(workspace, value.AttributeHash, value.KeyHash, holder), cancellationToken);

    public ValueTask AddAsync(HeldValue value, CancellationToken cancellationToken)
    {
        values.Insert(HeldValueDocument.Of(value));
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken)
    {
        values.Delete(KeyOf(workspace, value));
        return ValueTask.CompletedTask;
    }

    private static string KeyOf(WorkspaceId workspace, UniqueValue value) =>
        HeldValueDocument.KeyOf(workspace, value.AttributeHash, value.KeyHash);
}
