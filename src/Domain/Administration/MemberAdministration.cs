using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Offboarding;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>What those above a member may do to the membership.</summary>
public sealed class MemberAdministration
{
    private const int MaxScope = 1000;
    private const int MaxResourceName = 256;

    private readonly ChangeRunner changes;
    private readonly MemberListing listing;
    private readonly RoleTable roles;

    internal MemberAdministration(ChangeRunner changes, MemberListing listing, RoleTable roles) =>
        (this.changes, this.listing, this.roles) = (changes, listing, roles);

    /// <summary>One page of members, in order of creation.</summary>
    /// <param name="cursor">The previous page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="limit">1 to 1,000.</param>
    public Task<Result<Page<Member>>> ListAsync(
        Call call, MemberFilter filter, string? cursor, int limit, CancellationToken cancellationToken) =>
        listing.ListAsync(call, filter, cursor, limit, cancellationToken);

    /// <returns>
    /// The member, or <see cref="FailureKind.NotFound"/>; another workspace's member is not found either.
    /// </returns>
    public Task<Result<Member>> GetAsync(Call call, MemberId id, CancellationToken cancellationToken) =>
        listing.GetAsync(call, id, cancellationToken);

    /// <summary>Gives a member another role.</summary>
    /// <param name="role">A name of the role table, ignoring case; not Owner.</param>
    /// <param name="etag">The version the caller saw; null to change whatever is there.</param>
    /// <returns>
    /// The member, or: no such role (<see cref="FailureKind.InvalidValue"/>), not below the caller or not the caller's
    /// to give (<see cref="FailureKind.PermissionDenied"/>), managed by a directory (<see
    /// cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public Task<Result<Committed<Member>>> UpdateRoleAsync(
        Call call, MemberId id, string role, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag,
            async (change, member) =>
            {
                if (!roles.TryFind(role, out var found))
                {
                    return Failure.InvalidValue("role", $"There is no role of that name. The roles are {Names()}.");
                }

                if ((Authority.ToEditLocally(member) ?? Authority.ToGrant(change, found.Name)) is { } refused)
                {
                    return refused;
                }

                return member.Role == found.Name
                    ? member
                    : await MemberRoles.StoreAsync(
                        change, member, MemberRoles.WithLocalRole(change, member, found.Name), cancellationToken);
            },
            cancellationToken);

    /// <summary>Limits a Viewer or Reviewer to some resources.</summary>
    /// <param name="scope">Resource names, 1 to 1,000 of at most 256 characters; null for all resources.</param>
    public Task<Result<Committed<Member>>> UpdateScopeAsync(
        Call call, MemberId id, IReadOnlyList<string>? scope, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag,
            async (change, member) =>
            {
                if (scope is not null && CheckScope(member, scope) is { } refused)
                {
                    return refused;
                }

                var ordered = scope?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                var stored = member with { Scope = ordered, Version = member.Version + 1, LastModified = change.Now };
                await change.Unit.Members.UpdateAsync(stored, cancellationToken);
                await change.RecordAsync(
                    AuditActions.MemberScopeChanged,
                    $"member:{id}",
                    [id],
                    [new AuditChange("scope", TextOf(member.Scope), TextOf(ordered))],
                    cancellationToken);
                return stored;
            },
            cancellationToken);

    /// <summary>Ends a member's access through every door. Doing it twice is no failure.</summary>
    public Task<Result<Committed<Member>>> DeactivateAsync(
        Call call, MemberId id, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag,
            async (change, member) => member.IsActive
                ? await EndOfAccess.DeactivateAsync(change, member, same => same, cancellationToken)
                : member,
            cancellationToken);

    /// <summary>Gives access back, and what the deactivation took. Doing it twice is no failure.</summary>
    /// <returns>Also <see cref="FailureKind.QuotaExceeded"/> when the plan has no seat left.</returns>
    public Task<Result<Committed<Member>>> ReactivateAsync(
        Call call, MemberId id, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag,
            async (change, member) =>
            {
                if (member.IsActive)
                {
                    return member;
                }

                // Whom the directory switched off, only the directory switches on again.
                var isTheDirectorys = member.Departure is { IsByDirectory: true } or { AlsoByDirectory: true };
                if (((isTheDirectorys ? Authority.ToEditLocally(member) : null)
                    ?? await ReturnOfAccess.CheckSeatAsync(change, cancellationToken)) is { } refused)
                {
                    return refused;
                }

                return await ReturnOfAccess.ReactivateAsync(change, member, same => same, cancellationToken);
            },
            cancellationToken);

    /// <summary>Removes a member for good.</summary>
    public async Task<Result<Committed<MemberId>>> RemoveAsync(
        Call call, MemberId id, long? etag, CancellationToken cancellationToken) =>
        await changes.RunAsync(
            call,
            Permissions.MembersManage,
            Repeatables.MemberId,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out var member, out var failure))
                {
                    return (Result<MemberId>)failure;
                }

                await EndOfAccess.RemoveAsync(change, member, cancellationToken);
                return id;
            },
            cancellationToken);

    private Task<Result<Committed<Member>>> ChangeAsync(
        Call call,
        MemberId id,
        long? etag,
        Func<Change, Member, ValueTask<Result<Member>>> work,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.MembersManage,
            Repeatables.Member,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                return found.TryGet(out var member, out var failure) ? await work(change, member) : failure;
            },
            cancellationToken);

    private static async ValueTask<Result<Member>> FindAsync(
        Change change, MemberId id, long? etag, CancellationToken cancellationToken)
    {
        var member = await change.Unit.Members.FindAsync(change.WorkspaceId, id, cancellationToken);
        if (member is null)
        {
            return Failure.NotFound("Member", id.ToString());
        }

        if (Authority.ToChange(change, member) is { } refused)
        {
            return refused;
        }

        return etag is { } seen && seen != member.Version ? Denials.OfVersion(member.Version) : member;
    }

    private Failure? CheckScope(Member member, IReadOnlyList<string> scope)
    {
        if (!roles[member.Role].Scopable)
        {
            return new Failure(
                FailureKind.FailedPrecondition, "Only a role that can be scoped, such as Viewer or Reviewer, takes a scope.")
            {
                Reason = "SCOPE_REQUIRES_VIEWER",
            };
        }

        return scope.Count is 0 or > MaxScope || scope.Any(name => name.Length is 0 or > MaxResourceName)
            ? Failure.InvalidValue("scope", $"A scope has 1 to {MaxScope} resource names of 1 to {MaxResourceName} characters.")
            : null;
    }

    private string Names() => string.Join(", ", roles.Roles.Select(role => role.Name.Value));

    private static string TextOf(IReadOnlyList<string>? scope) => scope is null ? "all" : string.Join(' ', scope);
}
