using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryUniqueValues(MemoryUnitOfWork unit) : IUniqueValueWriter
{
    public ValueTask<Guid?> FindHolderAsync(
        WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Guid?>(
            unit.State.UniqueValues.TryFind(workspace, KeyOf(value), out var holder) ? holder : null);

    public ValueTask HoldAsync(
        WorkspaceId workspace, UniqueValue value, Guid holder, CancellationToken cancellationToken) =>
        AddAsync(new HeldValue(workspace, value.AttributeHash, value.KeyHash, holder), cancellationToken);

    public ValueTask AddAsync(HeldValue value, CancellationToken cancellationToken)
    {
        var key = $"{value.Attribute}/{value.Key}";
        if (unit.State.UniqueValues.TryFind(value.Workspace, key, out _))
        {
            throw unit.Taken("a holder of this value");
        }

        unit.State = unit.State with { UniqueValues = unit.State.UniqueValues.Set(value.Workspace, key, value.Holder) };
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { UniqueValues = unit.State.UniqueValues.Remove(workspace, KeyOf(value)) };
        return ValueTask.CompletedTask;
    }

    private static string KeyOf(UniqueValue value) => $"{value.AttributeHash}/{value.KeyHash}";
}
