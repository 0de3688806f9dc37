using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Holds an archive of one workspace to what it says: the workspace once, its rows, and no tenant but its own.
/// </summary>
internal sealed class SingleWorkspace(string id)
{
    private Tenant? tenant;
    private Workspace? whole;

    /// <exception cref="ArchiveException">The row has no place in such an archive.</exception>
    public void Add(StoredRow row)
    {
        switch (row.Value)
        {
            case Tenant one when tenant is null:
                tenant = one;
                break;
            case Workspace one when whole is null && one.Id.Value == id:
                whole = one;
                break;
            case not (Tenant or Workspace) when row.Workspace?.Value == id:
                break;
            default:
                throw Refused("holds rows of others, or itself twice");
        }
    }

    /// <summary>After the last row.</summary>
    /// <exception cref="ArchiveException">The workspace is not in it, or another's tenant is.</exception>
    public void Finish()
    {
        if (whole is null)
        {
            throw Refused("does not hold it");
        }

        if (tenant is not null && tenant.Id != whole.Tenant)
        {
            throw Refused("holds a tenant of others");
        }
    }

    private static ArchiveException Refused(string what) =>
        new($"The archive cannot be used: it is one of a single workspace and {what}.");
}
