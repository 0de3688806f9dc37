using TeamAccess.Domain.Keys;

namespace TeamAccess.Domain.Workspaces;

/// <summary>One customer account. Exactly one owner, or a recorded vacancy.</summary>
public sealed record Workspace
{
    public required WorkspaceId Id { get; init; }

    public required TenantId Tenant { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The owner, always an active member; null exactly when <see cref="VacantSince"/> is not.</summary>
    public required MemberId? Owner { get; init; }

    /// <summary>When ownership became vacant because the owner left and no successor was eligible.</summary>
    public DateTimeOffset? VacantSince { get; init; }

    /// <summary>
    /// Who takes over when the owner leaves: the first who is active then. In order, without duplicates.
    /// </summary>
    public IReadOnlyList<MemberId> Successors { get; init; } = [];

    /// <summary>Who is billed; null means the owner.</summary>
    public MemberId? BillingOwner { get; init; }

    /// <summary>The most active members the plan allows; null means no limit.</summary>
    public int? SeatLimit { get; init; }

    public DepartedKeyPolicy DepartedKeys { get; init; } = DepartedKeyPolicy.Revoke;

    /// <summary>
    /// How long suspended keys can come back with their creator; only for <see cref="DepartedKeyPolicy.Suspend"/>.
    /// </summary>
    public int SuspendGraceDays { get; init; } = 30;

    public required DateTimeOffset Created { get; init; }

    public required long Version { get; init; }
}
