using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.Tests.LiteDb;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// Runs the workload on recorded files, cuts the power at points of the history, opens what is left, and for some of
/// them goes on working and cuts again, during the recovery or after it. Some are kills of the process instead of the
/// first cut.
/// </summary>
internal sealed class PowerCutRun(int seed, Weakness weakness, int units = 60)
{
    private readonly EngineOptions options = new() { CheckpointPages = 3 + seed % 40, BatchUnits = 8 };
    private readonly Random random = new(seed);

    public int Opened { get; private set; }

    /// <summary>What was found wrong in about this many images; stops at the first.</summary>
    public async Task<List<string>> FindViolationsAsync(int images)
    {
        var directory = new RecordingDirectory(await BeginningAsync());
        await RecordAsync(directory);
        var history = directory.History;
        var violations = new List<string>();
        var model = new DiskModel(directory.Image);
        var answered = -1;
        for (var point = 0; point < history.Count && violations.Count == 0; point++)
        {
            model.Apply(history[point]);
            answered = history[point] is DiskEvent.Answered answer ? answer.Unit : answered;
            for (var cut = CutsHere(images, history.Count); cut > 0; cut--)
            {
                var left = random.Next(4) == 0
                    ? RecordingDirectory.AfterKill(directory.Image, history.Take(point + 1))
                    : new RecordingDirectory(model.Cut(random));
                if (await ViolationAsync(left, answered, liveOn: true) is { } violation)
                {
                    violations.Add($"seed {seed}, event {point} of {history.Count}: {violation}");
                }
            }
        }

        return violations;
    }

    /// <summary>The same for histories that end with a flush that fails, and a restart after it.</summary>
    public async Task<List<string>> FindViolationsAfterAFailedFlushAsync(int histories)
    {
        var violations = new List<string>();
        for (var number = 0; number < histories && violations.Count == 0; number++)
        {
            var left = random.Next(60);
            var directory = new RecordingDirectory { FlushFails = _ => --left < 0 };
            try
            {
                await RecordAsync(directory);
            }
            catch (Exception e) when (e is StoreUnavailableException or IOException)
            {
                // That is how it tells its callers.
            }

            var answered = directory.History.OfType<DiskEvent.Answered>().LastOrDefault()?.Unit ?? -1;
            var restarted = RecordingDirectory.AfterKill(directory.Image, directory.History);
            if (await ViolationAsync(restarted, answered, liveOn: true) is { } violation)
            {
                violations.Add($"seed {seed}, history {number} of {directory.History.Count} events: {violation}");
            }
        }

        return violations;
    }

    private int CutsHere(int images, int events)
    {
        var (whole, rest) = Math.DivRem(images, events);
        return whole + (random.Next(events) < rest ? 1 : 0);
    }

    private async Task RecordAsync(RecordingDirectory directory)
    {
        await using var engine = await OpenAsync(directory);
        await Workload.RunAsync(engine, directory, from: 0, to: units, seed);
    }

    // A weakness that would spoil the creation already starts from a sound database, so that it is found in use.
    private async Task<IReadOnlyDictionary<string, byte[]>?> BeginningAsync()
    {
        if (weakness is Weakness.None or Weakness.DirectoryNotFlushed)
        {
            return null;
        }

        var directory = new RecordingDirectory();
        await using (await EngineFixture.StartAsync(directory, options))
        {
        }

        return directory.Contents();
    }

    private Task<EngineThread> OpenAsync(RecordingDirectory directory) =>
        EngineFixture.StartAsync(new WeakDirectory(directory, weakness), options, format: WeakDirectory.FormatOf(weakness));

    private async Task<string?> ViolationAsync(RecordingDirectory directory, int answered, bool liveOn)
    {
        Opened++;
        var before = directory.History.Count; // more than nothing after a kill
        var again = liveOn && (before > 0 || random.Next(4) == 0);
        try
        {
            await using var engine = await OpenAsync(directory);
            var found = await engine.ReadAsync(database => Workload.Check(database, answered), CancellationToken.None);
            if (found is not null)
            {
                return found;
            }

            if (again)
            {
                var there = await engine.ReadAsync(Workload.Units, CancellationToken.None);
                var next = there.Count == 0 ? 0 : there[^1] + 1;
                await Workload.RunAsync(engine, directory, next, next + random.Next(12), seed);
            }
        }
        catch (Exception e)
        {
            return $"did not open: {e.Message}";
        }

        return again ? await CutAgainAsync(directory, before, answered) : null;
    }

    private async Task<string?> CutAgainAsync(RecordingDirectory directory, int before, int answered)
    {
        var history = directory.History.Take(random.Next(before, directory.History.Count + 1)).ToList();
        var last = history.OfType<DiskEvent.Answered>().LastOrDefault()?.Unit ?? -1;
        var left = new RecordingDirectory(DiskModel.After(directory.Image, history).Cut(random));

        var violation = await ViolationAsync(left, Math.Max(answered, last), liveOn: false);
        return violation is null ? null : $"cut again: {violation}";
    }
}
