using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>How far a copy is.</summary>
/// <param name="Rows">Rows so far.</param>
/// <param name="Workspace">The workspace that is being copied; null outside of workspaces.</param>
/// <param name="Done">How much of all, 0 to 1; null when that is not known.</param>
public readonly record struct ArchiveProgress(long Rows, RowKind Kind, WorkspaceId? Workspace, double? Done);
