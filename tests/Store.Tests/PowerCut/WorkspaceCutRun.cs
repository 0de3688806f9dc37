using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// As <see cref="PowerCutRun"/>, one layer up: the domain's own changes of a workspace, from before there is a database,
/// or from an installed one on.
/// </summary>
internal sealed class WorkspaceCutRun(int seed, Weakness weakness, bool fromNothing)
{
    private readonly EngineOptions options = new() { CheckpointPages = 20 + seed % 60, BatchUnits = 8 };
    private readonly Random random = new(seed);
    private string token = "";

    public int Opened { get; private set; }

    /// <summary>What was found wrong in so many images; stops at the first.</summary>
    public async Task<List<string>> FindViolationsAsync(int images)
    {
        var history = new WorkspaceHistory();
        var disk = await RecordAsync(history);
        var events = disk.History;
        for (var number = 0; number < images; number++)
        {
            var past = events.Take(random.Next(events.Count + 1)).ToList();
            var left = random.Next(4) == 0
                ? RecordingDirectory.AfterKill(disk.Image, past)
                : new RecordingDirectory(DiskModel.After(disk.Image, past).Cut(random));
            if (await ViolationAsync(left, history, AnsweredIn(past), again: random.Next(3) == 0) is { } violation)
            {
                return [$"seed {seed}, {past.Count} of {events.Count} events: {violation}"];
            }
        }

        return [];
    }

    private static long AnsweredIn(IEnumerable<DiskEvent> events) =>
        events.OfType<DiskEvent.Answered>().Select(answer => answer.Unit).DefaultIfEmpty(-1).Max();

    private async Task<RecordingDirectory> RecordAsync(WorkspaceHistory history)
    {
        var disk = new RecordingDirectory();
        if (!fromNothing)
        {
            await using (var sound = await Workplace.OpenAsync(disk, options, format: null))
            {
                await InstallAsync(sound, disk, history);
            }

            disk = new RecordingDirectory(disk.Contents());
        }

        await using var place = await OpenAsync(disk);
        if (fromNothing)
        {
            await InstallAsync(place, disk, history);
        }

        await place.EnterAsync(token);
        await history.RunAsync(place, disk, count: 30, random);
        return disk;
    }

    private async Task InstallAsync(Workplace place, RecordingDirectory disk, WorkspaceHistory history)
    {
        token = await place.InstallAsync();
        var (head, members) = await place.Store.ReadAsync(
            async reader => (
                await reader.Workspaces.GetHeadAsync(Workplace.Workspace, CancellationToken.None),
                await reader.Members.ListAsync(Workplace.Workspace, new RowSelection.All(), null, 0, 10, CancellationToken.None)),
            CancellationToken.None);
        history.Begin(head.AuditSequence, members.Items.Select(member => member.UserName));
        disk.Record(new DiskEvent.Answered((int)head.AuditSequence));
    }

    private Task<Workplace> OpenAsync(RecordingDirectory disk) =>
        Workplace.OpenAsync(new WeakDirectory(disk, weakness), options, WeakDirectory.FormatOf(weakness));

    private async Task<string?> ViolationAsync(RecordingDirectory disk, WorkspaceHistory history, long answered, bool again)
    {
        Opened++;
        var before = disk.History.Count;
        try
        {
            await using var place = await OpenAsync(disk);
            if (await place.Store.FindWorkspaceAsync(Workplace.Workspace, CancellationToken.None) is null)
            {
                return answered < 0 ? null : "the workspace is gone";
            }

            if (await WorkspaceCheck.FindAsync(place, history, answered) is { } found)
            {
                return found;
            }

            if (again)
            {
                var head = await place.Store.ReadAsync(
                    reader => reader.Workspaces.GetHeadAsync(Workplace.Workspace, CancellationToken.None), CancellationToken.None);
                history = history.UpTo(head.AuditSequence);
                if (!await place.EnterAsync(token))
                {
                    return "the token that was answered opens nothing";
                }

                await history.RunAsync(place, disk, random.Next(6), random);
            }
        }
        catch (Exception e) when (e is not NullReferenceException)
        {
            return $"did not open: {e.Message}";
        }

        if (!again)
        {
            return null;
        }

        var past = disk.History.Take(random.Next(before, disk.History.Count + 1)).ToList();
        var left = new RecordingDirectory(DiskModel.After(disk.Image, past).Cut(random));
        var violation = await ViolationAsync(left, history, Math.Max(answered, AnsweredIn(past)), again: false);
        return violation is null ? null : $"cut again: {violation}";
    }
}
