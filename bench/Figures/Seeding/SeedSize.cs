namespace TeamAccess.Figures.Seeding;

/// <summary>How large a seeded directory is, beside the demo's owner and the events of the demo itself.</summary>
/// <param name="Members">All of them managed by the demo's connection; every twentieth is deactivated.</param>
/// <param name="Groups">The first has everybody in it, the second a tenth, the others 20 to 59 each.</param>
/// <param name="Events">Audit events, chained as the server chains them.</param>
internal sealed record SeedSize(int Members, int Groups, int Events)
{
    /// <summary>A fifth of the full size for members and groups, a tenth for events.</summary>
    public static SeedSize Small { get; } = new(20_000, 1_000, 100_000);

    public static SeedSize Full { get; } = new(100_000, 5_000, 1_000_000);
}
