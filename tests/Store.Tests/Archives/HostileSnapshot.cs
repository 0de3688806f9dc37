using System.Runtime.CompilerServices;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>Gives the rows of every workspace where it is asked for one's, and that workspace alone as a workspace.</summary>
internal sealed class HostileSnapshot(IReadOnlyList<StoredRow> rows) : IStoreSnapshot
{
    public async IAsyncEnumerable<StoredRow> ReadAsync(
        RowKind kind, WorkspaceId? workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var row in rows.Where(row => row.Kind == kind && (kind != RowKind.Workspace || row.Workspace == workspace)))
        {
            yield return row;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
