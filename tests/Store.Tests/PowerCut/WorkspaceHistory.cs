using TeamAccess.Domain;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// Changes of a workspace, each known by the sequence of its last audit event, and what the workspace must hold up to any
/// of them.
/// </summary>
internal sealed class WorkspaceHistory
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, Action<Contents>> changes = [];
    private readonly List<(string Name, MemberId Id)> people = [];
    private int names;

    /// <summary>The history up to a sequence, to go on from there.</summary>
    public WorkspaceHistory UpTo(long sequence)
    {
        var copy = new WorkspaceHistory { names = names + 1000 };
        foreach (var (number, change) in changes.Where(change => change.Key <= sequence))
        {
            copy.changes[number] = change;
        }

        copy.people.AddRange(people.Where(person => ContentsAt(sequence).Members.ContainsKey(person.Name)));
        return copy;
    }

    /// <summary>What was there when the history began.</summary>
    public void Begin(long sequence, IEnumerable<string> members) =>
        changes[sequence] = contents => members.ToList().ForEach(name => contents.Members[name] = true);

    public Contents ContentsAt(long sequence)
    {
        var contents = new Contents();
        foreach (var change in changes.TakeWhile(change => change.Key <= sequence))
        {
            change.Value(contents);
        }

        return contents;
    }

    /// <summary>Makes changes in waves, those of a wave at once, and records each answer in the disk's history.</summary>
    public async Task RunAsync(Workplace place, RecordingDirectory disk, int count, Random random)
    {
        for (var done = 0; done < count;)
        {
            var wave = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Choose(place, random)).ToList();
            done += wave.Count;
            await Task.WhenAll(wave.Select(async change =>
            {
                if (await change() is { } sequence)
                {
                    disk.Record(new DiskEvent.Answered((int)sequence));
                }
            }));
        }
    }

    private Func<Task<long?>> Choose(Workplace place, Random random)
    {
        lock (gate)
        {
            var name = $"p{++names}";
            if (people.Count < 4)
            {
                return () => CreateUserAsync(place, name);
            }

            // Whoever is changed in a wave is so only once, which keeps the wave's changes free of each other.
            var at = random.Next(people.Count);
            var person = people[at];
            switch (random.Next(6))
            {
                case 0:
                    people.RemoveAt(at);
                    return () => DeactivateAsync(place, person);
                case 1:
                    people.RemoveAt(at);
                    return () => DeleteAsync(place, person);
                case 2:
                    var two = people.Take(2).ToList();
                    people.RemoveRange(0, 2);
                    return () => CreateGroupAsync(place, "g" + name, two);
                default:
                    return () => CreateUserAsync(place, name);
            }
        }
    }

    private async Task<long?> CreateUserAsync(Workplace place, string name)
    {
        var user = Workplace.Read($$"""{"userName":"{{name}}"}""", ResourceCatalog.BuiltIn.User);
        var created = await place.Get<UserProvisioning>().CreateAsync(place.Scim, user, CancellationToken.None);
        return Note(created, contents => contents.Members[name] = true, view => people.Add((name, view.Member.Id)));
    }

    private async Task<long?> DeactivateAsync(Workplace place, (string Name, MemberId Id) person)
    {
        var request = PatchRequest.Read(
            Workplace.Parse($$"""{"schemas":["{{SchemaUris.PatchOp}}"],"Operations":[{"op":"replace","path":"active","value":false}]}"""),
            Dialect.Compatible);
        var plan = Workplace.Ok(Workplace.Ok(request).Bind(ResourceCatalog.BuiltIn.User, Dialect.Compatible));
        var patched = await place.Get<UserProvisioning>().PatchAsync(
            place.Scim, person.Id.ToString(), plan, ifMatch: null, CancellationToken.None);
        return Note(patched, contents => contents.Members[person.Name] = false);
    }

    private async Task<long?> DeleteAsync(Workplace place, (string Name, MemberId Id) person)
    {
        var deleted = await place.Get<UserProvisioning>().DeleteAsync(
            place.Scim, person.Id.ToString(), ifMatch: null, CancellationToken.None);
        return Note(deleted, contents => contents.Members.Remove(person.Name));
    }

    private async Task<long?> CreateGroupAsync(Workplace place, string name, List<(string Name, MemberId Id)> members)
    {
        var values = string.Join(',', members.Select(member => $$"""{"value":"{{member.Id}}"}"""));
        var group = Workplace.Read($$"""{"displayName":"{{name}}","members":[{{values}}]}""", ResourceCatalog.BuiltIn.Group);
        var created = await place.Get<GroupProvisioning>().CreateAsync(place.Scim, group, CancellationToken.None);
        return Note(created, contents => contents.Groups[name] = [.. members.Select(member => member.Name)]);
    }

    private long? Note<T>(Result<Committed<T>> result, Action<Contents> change, Action<T>? also = null)
        where T : notnull
    {
        if (!result.TryGet(out var done, out _))
        {
            return null;
        }

        lock (gate)
        {
            changes[done.AuditSequence] = change;
            also?.Invoke(done.Value);
        }

        return done.AuditSequence;
    }

    /// <summary>People by name, true where active; groups with the names of their members.</summary>
    internal sealed class Contents
    {
        public SortedDictionary<string, bool> Members { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, SortedSet<string>> Groups { get; } = new(StringComparer.Ordinal);
    }
}
