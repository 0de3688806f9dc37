using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Ownership;

/// <summary>Keeps the promise of exactly one owner, or a recorded vacancy.</summary>
internal static class Succession
{
    /// <summary>
    /// Makes an active member owner. The owner until now, if there is one, gets the role that directory or workspace
    /// give. Records under <paramref name="action"/>.
    /// </summary>
    /// <returns>The new owner as stored.</returns>
    public static async ValueTask<Member> PassToAsync(
        Change change, Member newOwner, string action, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        var former = workspace.Owner is { } id
            ? await change.Unit.Members.FindAsync(workspace.Id, id, cancellationToken)
            : null;

        await change.UpdateWorkspaceAsync(
            workspace with
            {
                Owner = newOwner.Id,
                VacantSince = null,
                Successors = workspace.Successors.Where(successor => successor != newOwner.Id).ToList(),
            },
            cancellationToken);
        await change.RecordAsync(
            action,
            $"workspace:{workspace.Id}",
            former is null ? [newOwner.Id] : [newOwner.Id, former.Id],
            [new AuditChange("owner", workspace.Owner?.ToString(), newOwner.Id.ToString())],
            cancellationToken);

        if (former is not null)
        {
            await StepDownAsync(change, former, cancellationToken);
        }

        var owner = MemberRoles.WithRole(change, newOwner, RoleName.Owner);
        return await MemberRoles.StoreAsync(change, newOwner, owner, cancellationToken);
    }

    /// <summary>
    /// When the member who lost access is the owner: ownership passes to the first eligible successor, or becomes
    /// vacant. Access has ended already; nothing here can hold that up.
    /// </summary>
    /// <param name="departed">As stored, no longer active.</param>
    public static async ValueTask AfterDepartureAsync(Change change, Member departed, CancellationToken cancellationToken)
    {
        var workspace = await change.GetWorkspaceAsync(cancellationToken);
        if (workspace.Owner != departed.Id)
        {
            return;
        }

        foreach (var candidate in workspace.Successors)
        {
            var successor = await change.Unit.Members.FindAsync(workspace.Id, candidate, cancellationToken);
            if (successor is { IsActive: true })
            {
                await PassToAsync(change, successor, AuditActions.OwnershipSucceeded, cancellationToken);
                return;
            }
        }

        await change.UpdateWorkspaceAsync(
            workspace with { Owner = null, VacantSince = change.Now }, cancellationToken);
        await change.RecordAsync(
            AuditActions.OwnershipVacated,
            $"workspace:{workspace.Id}",
            [departed.Id],
            [new AuditChange("owner", departed.Id.ToString(), null)],
            cancellationToken);
        await StepDownAsync(change, departed, cancellationToken);
    }

    private static async ValueTask StepDownAsync(Change change, Member former, CancellationToken cancellationToken)
    {
        // What a directory said is remembered for this day; without one, the role table says what an owner becomes.
        var local = former.ManagedBy is null ? change.Roles.FormerOwnerRole : former.LocalRole;
        var freed = former with { LocalRole = local };
        var after = MemberRoles.WithRole(change, freed, MemberRoles.WithoutOwnership(change.Roles, freed));
        await MemberRoles.StoreAsync(change, former, after, cancellationToken);
    }
}
