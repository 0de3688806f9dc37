using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Workspaces;

/// <summary>What a workspace is to be.</summary>
/// <param name="OwnerUserName">Of the first member, who becomes owner.</param>
/// <param name="SeatLimit">1 or more; null for no limit.</param>
public sealed record NewWorkspace(
    WorkspaceId Id, TenantId Tenant, string DisplayName, string OwnerUserName, OwnerName Name, int? SeatLimit);

/// <summary>
/// The owner's name as far as it is known; it makes the SCIM User complete for clients that expect one.
/// </summary>
public sealed record OwnerName(string? DisplayName, string? GivenName, string? FamilyName);

/// <param name="OwnerToken">
/// A session token of the owner, shown this once; null when a repeated request is answered again.
/// </param>
public sealed record NewWorkspaceOutcome(Workspace Workspace, Member Owner, string? OwnerToken)
{
    public override string ToString() => $"{nameof(NewWorkspaceOutcome)} {Workspace.Id}";
}

/// <param name="Head">The revision, and the counts that seats are read from.</param>
public sealed record WorkspaceView(Workspace Workspace, WorkspaceHead Head);

/// <summary>What to change of a workspace; null leaves a value as it is.</summary>
/// <param name="SeatLimit">For operators and tenant admins only, since it is the plan's.</param>
public sealed record WorkspaceChanges(
    string? DisplayName, DepartedKeyPolicy? DepartedKeys, int? SuspendGraceDays, Setting<int?>? SeatLimit);

/// <summary>A value to set where null is a value too.</summary>
public sealed record Setting<T>(T Value);
