using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <summary>What a connection may be set to: never more than whoever sets it may grant.</summary>
internal static class ConnectionRules
{
    private const int MaxDisplayName = 256;
    private const int MaxBreakerMembers = 10_000_000;

    /// <summary>The connection with the changes, or what is wrong with them.</summary>
    public static Result<DirectoryConnection> With(Change change, DirectoryConnection connection, ConnectionChanges wanted)
    {
        if (wanted.DisplayName is { Length: 0 or > MaxDisplayName })
        {
            return Failure.InvalidValue("display_name", $"A display name has 1 to {MaxDisplayName} characters.");
        }

        if (!RoleOf(change, wanted.DefaultRole, connection.DefaultRole, "default_role").TryGet(out var defaultRole, out var failure)
            || !RoleOf(change, wanted.RoleCeiling, connection.RoleCeiling, "role_ceiling").TryGet(out var ceiling, out failure))
        {
            return failure;
        }

        if (defaultRole.Rank > ceiling.Rank)
        {
            return Failure.InvalidValue("default_role", "The default role must not be above the ceiling.");
        }

        if (wanted.BreakerMaxMembers is < 0 or > MaxBreakerMembers)
        {
            return Failure.InvalidValue(
                "breaker_max_members", $"This is a number of members, 0 to {MaxBreakerMembers}; 0 switches the breaker off.");
        }

        if (wanted.BreakerMaxPercent is < 0 or > 100)
        {
            return Failure.InvalidValue("breaker_max_percent", "This is a percentage, 0 to 100; 0 switches the breaker off.");
        }

        var changed = connection with
        {
            Breaker = BreakerOf(connection.Breaker, wanted),
            DisplayName = wanted.DisplayName ?? connection.DisplayName,
            Dialect = wanted.Dialect ?? connection.Dialect,
            DefaultRole = defaultRole.Name,
            RoleCeiling = ceiling.Name,
            Paused = wanted.Paused ?? connection.Paused,
        };
        return WithAllowedRoles(change, changed, wanted.AllowedRoles);
    }

    /// <summary>The connection as it is at that time: without what its breaker no longer counts or holds.</summary>
    public static DirectoryConnection At(DateTimeOffset now, DirectoryConnection connection) =>
        connection with { Breaker = connection.Breaker.At(now) };

    public static List<AuditChange> ChangesOf(DirectoryConnection? before, DirectoryConnection after)
    {
        var all = new List<AuditChange>
        {
            new("dialect", before?.Dialect.ToString(), after.Dialect.ToString()),
            new("defaultRole", before?.DefaultRole.Value, after.DefaultRole.Value),
            new("roleCeiling", before?.RoleCeiling.Value, after.RoleCeiling.Value),
            new("allowedRoles", Text(before?.AllowedRoles), Text(after.AllowedRoles)),
            new("federation", Text(before?.Federation), Text(after.Federation)),
            new("paused", before?.Paused.ToString(), after.Paused.ToString()),
            new("breakerMaxMembers", Text(before?.Breaker.MaxMembers), Text(after.Breaker.MaxMembers)),
            new("breakerMaxPercent", Text(before?.Breaker.MaxPercent), Text(after.Breaker.MaxPercent)),
            new("displayName", before?.DisplayName, after.DisplayName),
        };
        return all.Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal)).ToList();
    }

    public static Failure TooMany(string what, int limit, int count) => new(
        FailureKind.QuotaExceeded, $"At most {limit} {what} are allowed, and there are {count}. Remove one first.")
    {
        Reason = "LIMIT_REACHED",
        Metadata = new Dictionary<string, string>
        {
            ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
            ["count"] = count.ToString(CultureInfo.InvariantCulture),
        },
    };

    // The list stays the same object while it says the same, since records compare lists by identity.
    private static Result<DirectoryConnection> WithAllowedRoles(
        Change change, DirectoryConnection connection, IReadOnlyList<string>? wanted)
    {
        var allowed = connection.AllowedRoles;
        if (wanted is not null)
        {
            var roles = new List<Role>();
            foreach (var name in wanted)
            {
                if (!RoleOf(change, name, default, "allowed_roles").TryGet(out var role, out var failure))
                {
                    return failure;
                }

                roles.Add(role);
            }

            var names = roles.DistinctBy(role => role.Name).OrderBy(role => role.Rank).Select(role => role.Name).ToList();
            allowed = names.SequenceEqual(allowed) ? allowed : names;
        }

        if (allowed.Any(name => change.Roles[name].Rank > change.Roles[connection.RoleCeiling].Rank))
        {
            return Failure.InvalidValue("allowed_roles", "No allowed role may be above the ceiling.");
        }

        var changed = connection with { AllowedRoles = allowed };
        return changed.Allows(changed.DefaultRole)
            ? changed
            : Failure.InvalidValue("default_role", "The default role must be one of the allowed roles.");
    }

    // What is held by limits that are no more is measured anew by the next change.
    private static MassChangeBreaker BreakerOf(MassChangeBreaker breaker, ConnectionChanges wanted)
    {
        var changed = breaker with
        {
            MaxMembers = wanted.BreakerMaxMembers ?? breaker.MaxMembers,
            MaxPercent = wanted.BreakerMaxPercent ?? breaker.MaxPercent,
        };
        return changed == breaker ? breaker : changed with { HeldSince = null };
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(Federation? federation) => federation is null
        ? null
        : string.Join(
            ' ', federation.Issuer, federation.Audience, federation.Subject, federation.Tenant, federation.KeysUri);

    private static string? Text(IReadOnlyList<RoleName>? roles) =>
        roles is null or [] ? null : string.Join(' ', roles.Select(role => role.Value));

    private static Result<Role> RoleOf(Change change, string? wanted, RoleName current, string field)
    {
        if (wanted is null)
        {
            return change.Roles[current];
        }

        if (!change.Roles.TryFind(wanted, out var role) || role.Name == RoleName.Owner)
        {
            return Failure.InvalidValue(field, "This must be a role of the table below Owner.");
        }

        return Authority.ToGrant(change, role.Name) is { } refused ? refused : role;
    }
}
