using TeamAccess.Domain;

namespace TeamAccess.Store.Archives;

/// <param name="Workspaces">Those that are there now.</param>
/// <param name="Rows">How many rows the archive has.</param>
/// <param name="RowsBefore">How many of them an earlier run, that was stopped, had brought already.</param>
public sealed record ImportReport(IReadOnlyList<WorkspaceId> Workspaces, long Rows, long RowsBefore);
