using System.Globalization;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Keys;

/// <summary>What a new key may be: never more than its member, and never more than whoever makes it.</summary>
internal static class KeyRules
{
    private const int MaxDisplayName = 256;
    private const int MaxLivePerMember = 100;

    /// <summary>The caller's own keys, or those of a member strictly below.</summary>
    public static Failure? ToManageKeysOf(Change change, Member member) =>
        change.Call.Actor.BehindIt == member.Id ? null : Authority.ToChange(change, member);

    /// <returns>The ceiling of the new key, or what is wrong with it.</returns>
    public static async ValueTask<Result<Role>> CheckAsync(
        Change change, Member member, NewApiKey wanted, CancellationToken cancellationToken)
    {
        if (ToManageKeysOf(change, member) is { } refused)
        {
            return refused;
        }

        if (!member.IsActive)
        {
            return new Failure(FailureKind.FailedPrecondition, "The member is deactivated; a key would never work.")
            {
                Reason = "MEMBER_NOT_ACTIVE",
            };
        }

        if (wanted.DisplayName.Length is 0 or > MaxDisplayName)
        {
            return Failure.InvalidValue("display_name", $"A display name has 1 to {MaxDisplayName} characters.");
        }

        if (wanted.Expires <= change.Now)
        {
            return Failure.InvalidValue("expire_time", "The end of a key must lie in the future.");
        }

        var ceiling = CeilingOf(change, member, wanted);
        return ceiling.TryGet(out var role, out var failure)
            ? CheckPermissions(change, role, wanted.Permissions)
                ?? await CheckCountAsync(change, member, cancellationToken)
                ?? (Result<Role>)role
            : failure;
    }

    private static Result<Role> CeilingOf(Change change, Member member, NewApiKey wanted)
    {
        // A key makes no key that stands above itself.
        var own = change.Call.Actor is Actor.Key && change.Standing.Role is { } callers
            ? change.Roles[member.Role].OrLower(callers)
            : change.Roles[member.Role];
        if (wanted.RoleCeiling is null)
        {
            return own;
        }

        if (!change.Roles.TryFind(wanted.RoleCeiling, out var named))
        {
            return Failure.InvalidValue("role_ceiling", "There is no role of that name.");
        }

        return named.Rank <= own.Rank
            ? named
            : Failure.InvalidValue("role_ceiling", $"The ceiling must not be above the role {own.Name}.");
    }

    private static Failure? CheckPermissions(Change change, Role ceiling, IReadOnlyList<string> permissions)
    {
        var beyond = permissions.FirstOrDefault(permission => !ceiling.Permissions.Contains(permission));
        if (beyond is not null)
        {
            return Failure.InvalidValue(
                "permissions",
                $"The role {ceiling.Name} does not have one of the permissions. It has: "
                + string.Join(", ", ceiling.Permissions.Order(StringComparer.Ordinal)));
        }

        // A key that is limited must not make a key that is not.
        IEnumerable<string> wanted = permissions.Count == 0 ? ceiling.Permissions : permissions;
        return change.Call.Actor is Actor.Key && !wanted.All(change.Standing.May)
            ? new Failure(FailureKind.PermissionDenied, "A key makes only keys that may do no more than itself.")
            {
                Reason = "KEY_BEYOND_CALLER",
            }
            : null;
    }

    private static async ValueTask<Failure?> CheckCountAsync(
        Change change, Member member, CancellationToken cancellationToken)
    {
        var live = 0;
        ApiKeyId? after = null;
        while (true)
        {
            var keys = await change.Unit.Keys.ListAsync(member.Workspace, member.Id, after, limit: 500, cancellationToken);
            live += keys.Count(key => key.State == ApiKeyState.Live && !(key.Expires <= change.Now));
            if (live >= MaxLivePerMember)
            {
                return new Failure(FailureKind.QuotaExceeded, $"A member has at most {MaxLivePerMember} live keys. Revoke one first.")
                {
                    Reason = "KEY_LIMIT_REACHED",
                    Metadata = new Dictionary<string, string>
                    {
                        ["limit"] = MaxLivePerMember.ToString(CultureInfo.InvariantCulture),
                        ["count"] = live.ToString(CultureInfo.InvariantCulture),
                    },
                };
            }

            if (keys.Count < 500)
            {
                return null;
            }

            after = keys[^1].Id;
        }
    }
}
