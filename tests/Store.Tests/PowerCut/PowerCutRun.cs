using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.Tests.LiteDb;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// Runs the workload on recorded files, cuts the power at points of the history, opens what is left, and for some of them
/// goes on working and cuts again, during the recovery or after it.
/// </summary>
internal sealed class PowerCutRun(int seed, Weakness weakness)
{
    private const int Units = 60;

    private static readonly EngineOptions Options = new() { CheckpointPages = 25, BatchUnits = 8 };

    private readonly Random random = new(seed);

    public int Opened { get; private set; }

    /// <summary>What was found wrong in about this many images; stops at the first few.</summary>
    public async Task<List<string>> FindViolationsAsync(int images)
    {
        var directory = await RecordAsync();
        var history = directory.History;
        var violations = new List<string>();
        var model = new DiskModel(directory.Image);
        var answered = -1;
        for (var point = 0; point < history.Count && violations.Count < 3; point++)
        {
            model.Apply(history[point]);
            answered = history[point] is DiskEvent.Answered answer ? answer.Unit : answered;
            for (var cut = CutsHere(images, history.Count); cut > 0; cut--)
            {
                if (await ViolationAsync(model.Cut(random), answered, liveOn: true) is { } violation)
                {
                    violations.Add($"seed {seed}, event {point} of {history.Count}: {violation}");
                }
            }
        }

        return violations;
    }

    private int CutsHere(int images, int events)
    {
        var (whole, rest) = Math.DivRem(images, events);
        return whole + (random.Next(events) < rest ? 1 : 0);
    }

    private async Task<RecordingDirectory> RecordAsync()
    {
        var directory = new RecordingDirectory(await BeginningAsync());
        await using (var engine = await OpenAsync(directory))
        {
            await Workload.RunAsync(engine, directory, from: 0, to: Units, seed);
        }

        return directory;
    }

    // A weakness that would spoil the creation already starts from a sound database, so that it is found in use.
    private async Task<IReadOnlyDictionary<string, byte[]>?> BeginningAsync()
    {
        if (weakness is Weakness.None or Weakness.DirectoryNotFlushed)
        {
            return null;
        }

        var directory = new RecordingDirectory();
        await using (await EngineFixture.StartAsync(directory, Options))
        {
        }

        return directory.Contents();
    }

    private Task<EngineThread> OpenAsync(RecordingDirectory directory) =>
        EngineFixture.StartAsync(new WeakDirectory(directory, weakness), Options, format: WeakDirectory.FormatOf(weakness));

    private async Task<string?> ViolationAsync(IReadOnlyDictionary<string, byte[]> image, int answered, bool liveOn)
    {
        Opened++;
        var directory = new RecordingDirectory(image);
        var again = liveOn && random.Next(4) == 0;
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
                var units = await engine.ReadAsync(Workload.Units, CancellationToken.None);
                var next = units.Count == 0 ? 0 : units[^1] + 1;
                await Workload.RunAsync(engine, directory, next, next + random.Next(12), seed);
            }
        }
        catch (Exception e)
        {
            return $"did not open: {e.Message}";
        }

        return again ? await CutAgainAsync(directory, answered) : null;
    }

    private async Task<string?> CutAgainAsync(RecordingDirectory directory, int answered)
    {
        var model = new DiskModel(directory.Image);
        foreach (var diskEvent in directory.History.Take(random.Next(directory.History.Count + 1)))
        {
            model.Apply(diskEvent);
            answered = diskEvent is DiskEvent.Answered answer ? answer.Unit : answered;
        }

        var violation = await ViolationAsync(model.Cut(random), answered, liveOn: false);
        return violation is null ? null : $"cut again: {violation}";
    }
}
