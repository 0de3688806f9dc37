using LiteDB;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// Numbered units that insert, grow, shrink and delete documents, and what the database must hold after any number of
/// them. Some units write and then refuse.
/// </summary>
internal static class Workload
{
    private const string Journal = "journal";
    private const string Documents = "documents";

    public static bool IsRefused(int unit) => unit % 7 is 3 or 4;

    /// <summary>Queues the units in waves, in order, and records each answer as it is given.</summary>
    public static async Task RunAsync(EngineThread engine, RecordingDirectory directory, int from, int to, int seed)
    {
        var random = new Random(seed);
        for (var unit = from; unit < to;)
        {
            var wave = Enumerable.Range(unit, Math.Min(random.Next(1, 9), to - unit)).ToList();
            await Task.WhenAll(wave.Select(number => RunUnitAsync(engine, directory, number)));
            unit += wave.Count;
        }
    }

    /// <summary>Reads everything and compares it with what some number of units must have left.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ILiteDatabase database, int answered)
    {
        var journal = Units(database);
        var expected = Enumerable.Range(0, int.MaxValue).Where(unit => !IsRefused(unit)).Take(journal.Count).ToList();
        if (!journal.SequenceEqual(expected))
        {
            return $"units [{string.Join(' ', journal)}] are not the first ones";
        }

        var last = journal.Count == 0 ? -1 : journal[^1];
        if (last < answered)
        {
            return $"unit {answered} was answered, and {last} is the last one there";
        }

        var documents = database.GetCollection(Documents).FindAll()
            .ToDictionary(document => document["_id"].AsInt32, document => document["text"].AsString);
        var model = Model(last);
        return documents.Count == model.Count && model.All(entry => documents.GetValueOrDefault(entry.Key) == entry.Value)
            ? CheckIndex(database, model)
            : $"after unit {last} the documents are not those that it left";
    }

    /// <summary>The units that are there.</summary>
    public static List<int> Units(ILiteDatabase database) =>
        [.. database.GetCollection(Journal).FindAll().Select(entry => entry["_id"].AsInt32)];

    private static string? CheckIndex(ILiteDatabase database, Dictionary<int, string> model) =>
        model.All(entry => database.GetCollection(Documents).Count("$.text = @0", entry.Value) == 1)
            ? null
            : "the index does not lead to every document";

    private static async Task RunUnitAsync(EngineThread engine, RecordingDirectory directory, int unit) =>
        await engine.WriteAsync(
            database =>
            {
                Apply(database, unit);
                return IsRefused(unit)
                    ? WorkOutcome.Refuse(unit)
                    : WorkOutcome.Commit(unit, () => directory.Record(new DiskEvent.Answered(unit)));
            },
            CancellationToken.None);

    private static void Apply(ILiteDatabase database, int unit)
    {
        var documents = database.GetCollection(Documents);
        documents.EnsureIndex("text", "$.text", unique: true);
        database.GetCollection(Journal).Insert(new BsonDocument { ["_id"] = unit });
        documents.Insert(Document(unit, Text(unit, unit)));
        foreach (var (id, text) in Changes(unit))
        {
            _ = text is null ? documents.Delete(id) : documents.Update(Document(id, text));
        }
    }

    private static IEnumerable<(int Id, string? Text)> Changes(int unit)
    {
        yield return (unit - 2, Text(unit - 2, unit));
        if (unit % 3 == 0)
        {
            yield return (unit - 6, null);
        }
    }

    private static Dictionary<int, string> Model(int last)
    {
        var model = new Dictionary<int, string>();
        foreach (var unit in Enumerable.Range(0, last + 1).Where(unit => !IsRefused(unit)))
        {
            model[unit] = Text(unit, unit);
            foreach (var (id, text) in Changes(unit).Where(change => model.ContainsKey(change.Id)))
            {
                if (text is null)
                {
                    model.Remove(id);
                }
                else
                {
                    model[id] = text;
                }
            }
        }

        return model;
    }

    private static BsonDocument Document(int id, string text) => new() { ["_id"] = id, ["text"] = text, ["more"] = More(text) };

    private static string Text(int id, int unit) => $"{id}-{unit}";

    private static string More(string text) => string.Concat(Enumerable.Repeat(text, 20 + text.Sum(c => c) * 7 % 900));
}
