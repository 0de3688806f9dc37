using System.Globalization;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Reads a workspace back that an import has stored, before the part that makes it one: what would be there is what the
/// archive holds, no row more, and agrees with itself.
/// </summary>
internal sealed class StoredCheck
{
    private readonly Dictionary<WorkspaceId, Dictionary<RowKind, long>> counts = [];

    /// <summary>To be called for each row of the archive.</summary>
    public void Count(StoredRow row)
    {
        if (row.Workspace is { } workspace && row.Kind.IsOfWorkspaces())
        {
            if (!counts.TryGetValue(workspace, out var kinds))
            {
                counts[workspace] = kinds = [];
            }

            kinds[row.Kind] = kinds.GetValueOrDefault(row.Kind) + 1;
        }
    }

    /// <summary>Of a part that is stored nothing more is asked.</summary>
    public void Forget(IEnumerable<StoredRow> part)
    {
        foreach (var workspace in WorkspacesOf(part))
        {
            counts.Remove(workspace);
        }
    }

    /// <param name="part">What is stored next; of workspaces whose last row is not in it nothing is asked.</param>
    /// <exception cref="ArchiveException">Something would not agree.</exception>
    public async Task RequireAgreementAsync(
        IStoreSnapshots snapshots, IReadOnlyList<StoredRow> part, CancellationToken cancellationToken)
    {
        var workspaces = WorkspacesOf(part).ToList();
        if (workspaces.Count == 0)
        {
            return;
        }

        await using var snapshot = await snapshots.OpenSnapshotAsync(cancellationToken);
        foreach (var workspace in workspaces)
        {
            await RequireAgreementAsync(snapshot, workspace, part, cancellationToken);
        }
    }

    private static IEnumerable<WorkspaceId> WorkspacesOf(IEnumerable<StoredRow> part) =>
        part.Where(row => row.Kind == RowKind.Workspace).Select(row => row.Workspace!.Value);

    private async Task RequireAgreementAsync(
        IStoreSnapshot snapshot,
        WorkspaceId workspace,
        IReadOnlyList<StoredRow> part,
        CancellationToken cancellationToken)
    {
        var check = new ContentCheck();
        foreach (var kind in RowKinds.OfWorkspaces)
        {
            var found = 0L;
            await foreach (var row in snapshot.ReadAsync(kind, workspace, cancellationToken))
            {
                check.Add(row);
                found++;
            }

            foreach (var row in part.Where(row => row.Kind == kind && row.Workspace == workspace))
            {
                check.Add(row);
                found++;
            }

            RequireSame(workspace, kind, found, counts[workspace].GetValueOrDefault(kind));
        }

        check.Finish();
        if (check.Findings is [var first, ..])
        {
            throw Disagrees(workspace, first.Problem);
        }
    }

    private static void RequireSame(WorkspaceId workspace, RowKind kind, long found, long wanted)
    {
        // Of the requests of directories, what is too old for this server may be gone already.
        if (found > wanted || (found < wanted && kind != RowKind.ProvisioningEntry))
        {
            throw Disagrees(workspace, string.Create(
                CultureInfo.InvariantCulture,
                $"there are {found} rows of kind {ArchiveFormat.NameOf(kind)}, and the archive has {wanted}"));
        }
    }

    private static ArchiveException Disagrees(WorkspaceId workspace, string problem) => new(
        $"What was stored of workspace {workspace.Value} does not agree: {problem}. It is no workspace. Abandon the "
        + "import and begin it anew.")
    {
        IsOfStoredRows = true,
    };
}
