namespace TeamAccess.Server.Tests.FirstSync;

/// <summary>What an identity provider means to have here when its first synchronization has ended.</summary>
internal sealed class IntendedDirectory
{
    private IntendedDirectory(IReadOnlyList<IntendedUser> users, IReadOnlyList<IntendedGroup> groups) =>
        (Users, Groups) = (users, groups);

    public IReadOnlyList<IntendedUser> Users { get; }

    public IReadOnlyList<IntendedGroup> Groups { get; }

    /// <summary>Every tenth user is deactivated; groups hold from none to a quarter of the users, most of them few.</summary>
    public static IntendedDirectory Make(int users, int groups, int seed)
    {
        var random = new Random(seed);
        var people = Enumerable.Range(0, users)
            .Select(n => new IntendedUser($"Person.{n}@sync.test", $"ext-{n}", $"Person {n}", n % 10 != 0))
            .ToList();
        var teams = Enumerable.Range(0, groups)
            .Select(n =>
            {
                var size = n % 50 == 1 ? users / 4 : random.Next(0, Math.Min(users, 40));
                var members = Enumerable.Range(0, size).Select(_ => people[random.Next(users)].UserName);
                return new IntendedGroup($"Team {n}", members.ToHashSet(StringComparer.Ordinal));
            })
            .ToList();
        return new IntendedDirectory(people, teams);
    }
}

internal sealed record IntendedUser(string UserName, string ExternalId, string DisplayName, bool Active);

/// <param name="Members">userNames.</param>
internal sealed record IntendedGroup(string DisplayName, HashSet<string> Members);
