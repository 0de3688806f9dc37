namespace TeamAccess.Domain.Directories;

/// <summary>A change of a role mapping that somebody thinks of.</summary>
public abstract record WantedMapping
{
    private WantedMapping()
    {
    }

    public sealed record Created(NewRoleMapping Mapping) : WantedMapping;

    /// <param name="Role">Null to leave it.</param>
    /// <param name="Paused">Null to leave it.</param>
    public sealed record Updated(RoleMappingId Id, string? Role, bool? Paused) : WantedMapping;

    public sealed record Removed(RoleMappingId Id) : WantedMapping;
}
