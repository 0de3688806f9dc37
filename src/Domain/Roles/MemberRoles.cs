using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Roles;

/// <summary>Keeps a member's effective role in step with what the workspace and the directory give.</summary>
internal static class MemberRoles
{
    /// <summary>The role of a member who is not, or no longer, the owner.</summary>
    public static RoleName WithoutOwnership(RoleTable roles, Member member) => member switch
    {
        { ManagedBy: not null, DirectoryRole: { } role } => role,
        { LocalRole: { } role } => role,
        _ => roles.FormerOwnerRole,
    };

    /// <summary>
    /// Once a directory has spoken of roles, what the workspace gave before is over: it does not come back when the directory takes
    /// its role away again.
    /// </summary>
    public static Member WithDirectoryRole(Change change, Member member, DirectoryVerdict verdict) => WithRole(
        change,
        member with
        {
            DirectoryRole = verdict.Role,
            LocalRole = verdict.IsSilent ? member.LocalRole : null,
        },
        member.Role == RoleName.Owner ? RoleName.Owner : verdict.Role);

    private static string? TextOf(IReadOnlyList<string>? scope) => scope is null ? null : string.Join(' ', scope);

    public static Member WithLocalRole(Change change, Member member, RoleName role) =>
        WithRole(change, member with { LocalRole = role }, role);

    /// <summary>Sets the effective role. A scope stays only on a role that can carry one.</summary>
    public static Member WithRole(Change change, Member member, RoleName role) => member with
    {
        Role = role,
        Scope = change.Roles[role].Scopable ? member.Scope : null,
    };

    /// <summary>Stores the member under its next version, and records the role when it changed.</summary>
    public static async ValueTask<Member> StoreAsync(
        Change change, Member before, Member after, CancellationToken cancellationToken)
    {
        var stored = after with { Version = before.Version + 1, LastModified = change.Now };
        await change.Unit.Members.UpdateAsync(stored, cancellationToken);
        var changes = ChangesOf(before, stored);
        if (changes.Count > 0)
        {
            change.Moves?.See(before, stored);
            await change.RecordAsync(
                AuditActions.MemberRoleChanged, $"member:{stored.Id}", [stored.Id], changes, cancellationToken);
        }

        return stored;
    }

    public static IReadOnlyList<AuditChange> ChangesOf(Member before, Member after)
    {
        var changes = new List<AuditChange>();
        Add("role", before.Role.Value, after.Role.Value);
        Add("localRole", before.LocalRole?.Value, after.LocalRole?.Value);
        Add("directoryRole", before.DirectoryRole?.Value, after.DirectoryRole?.Value);
        Add("scope", TextOf(before.Scope), TextOf(after.Scope));
        return changes;

        void Add(string attribute, string? from, string? to)
        {
            if (!string.Equals(from, to, StringComparison.Ordinal))
            {
                changes.Add(new AuditChange(attribute, from, to));
            }
        }
    }
}
