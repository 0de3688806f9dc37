using System.Text.Json;

namespace TeamAccess.Domain.Roles;

/// <summary>Reads a role table from JSON, and refuses one under which the promises could not be kept.</summary>
public static class RoleTableReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The table that is used when a deployment brings none of its own.</summary>
    public static RoleTable ReadDefault()
    {
        using var stream = typeof(RoleTableReader).Assembly.GetManifestResourceStream("TeamAccess.Domain.roles.json")
            ?? throw new InvalidOperationException("The embedded role table is missing from the assembly.");
        return Read(stream);
    }

    /// <exception cref="InvalidDataException">
    /// The table is no JSON of the expected shape, names a role twice, does not begin with Owner, lets a role grant
    /// Owner or a role above itself, refers to a role it does not have, or has an entitlement that cannot be used.
    /// </exception>
    public static RoleTable Read(Stream json)
    {
        try
        {
            return Build(JsonSerializer.Deserialize<TableJson>(json, Options) ?? throw Invalid("it is null"));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The role table is no JSON of the expected shape, at {exception.Path}.", exception);
        }
    }

    private static RoleTable Build(TableJson table)
    {
        var names = table.Roles.Select(role => role.Name).ToList();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
        {
            throw Invalid("it names a role twice");
        }

        if (names.FirstOrDefault() != RoleName.Owner.Value)
        {
            throw Invalid("its first role must be Owner");
        }

        var roles = table.Roles.Select((role, index) => Build(role, names, names.Count - index)).ToList();
        return new RoleTable(
            roles,
            Known(table.DefaultRole, names, "defaultRole"),
            Known(table.FormerOwnerRole, names, "formerOwnerRole"),
            EntitlementTable.Build(table.Entitlements ?? []));
    }

    private static Role Build(RoleJson role, List<string> names, int rank)
    {
        foreach (var granted in role.Grants)
        {
            var position = names.IndexOf(granted);
            if (position <= 0 || names.Count - position > rank)
            {
                throw Invalid($"{role.Name} may not grant {granted}: only roles of the table, below Owner, up to its own rank");
            }
        }

        if (role.Permissions.FirstOrDefault(Permissions.AreNoRoles) is { } reserved)
        {
            throw Invalid($"{role.Name} may not have {reserved}, which no role has");
        }

        return new Role(
            new RoleName(role.Name),
            role.Description,
            rank,
            role.Permissions.ToHashSet(StringComparer.Ordinal),
            role.Grants.Select(name => new RoleName(name)).ToHashSet(),
            role.Scopable);
    }

    private static RoleName Known(string name, List<string> names, string member) =>
        names.IndexOf(name) > 0
            ? new RoleName(name)
            : throw Invalid($"{member} must be a role of the table below Owner");

    internal static InvalidDataException Invalid(string what) => new($"The role table cannot be used: {what}.");

    private sealed record TableJson(
        string DefaultRole,
        string FormerOwnerRole,
        IReadOnlyList<RoleJson> Roles,
        IReadOnlyList<EntitlementTable.EntitlementJson?>? Entitlements = null);

    private sealed record RoleJson(
        string Name,
        IReadOnlyList<string> Permissions,
        IReadOnlyList<string> Grants,
        string Description = "",
        bool Scopable = false);
}
