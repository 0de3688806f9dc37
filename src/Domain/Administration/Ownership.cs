namespace TeamAccess.Domain.Administration;

/// <summary>Who holds a workspace, and who comes after.</summary>
/// <param name="Owner">Null exactly when <paramref name="VacantSince"/> is not.</param>
/// <param name="BillingOwner">The member who is billed; the owner when nobody is named.</param>
/// <param name="Version">The workspace's version, which is the etag of these.</param>
public sealed record Ownership(
    MemberId? Owner,
    DateTimeOffset? VacantSince,
    IReadOnlyList<MemberId> Successors,
    MemberId? BillingOwner,
    long Version)
{
    internal static Ownership Of(Workspaces.Workspace workspace) => new(
        workspace.Owner,
        workspace.VacantSince,
        workspace.Successors,
        workspace.BillingOwner ?? workspace.Owner,
        workspace.Version);
}
