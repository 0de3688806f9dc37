using System.Buffers.Text;
using System.Security.Cryptography;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration.Exports;

/// <summary>
/// The exports of this server: one that is fetched, and a few that were left before their end, for a while.
/// </summary>
internal sealed class HeldExports(IArchives archives, ExportLimits limits, TimeProvider time) : IAsyncDisposable, IDisposable
{
    private const int IdBytes = 16;

    private readonly Lock gate = new();
    private readonly List<RunningExport> exports = []; // those that were left, in that order, before the one that is fetched
    private bool isClosed;

    public Result<ExportReading> Begin(WorkspaceId? workspace)
    {
        lock (gate)
        {
            if (isClosed || exports.Exists(export => export.IsFetched && !export.Parts.HasEnded))
            {
                return new Failure(FailureKind.FailedPrecondition, "Another export is running. Wait for its end.")
                {
                    Reason = "EXPORT_RUNNING",
                };
            }

            var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
            var begun = new RunningExport(id, workspace, archives, limits);
            exports.Add(begun);
            return Attach(begun, 0) ?? throw new InvalidOperationException("A new export has no beginning.");
        }
    }

    /// <summary>Takes an export over that was left, or whose client is gone without a word.</summary>
    public Result<ExportReading> GoOn(string id, WorkspaceId? workspace, long offset)
    {
        lock (gate)
        {
            return exports.Find(export => export.Id == id && export.Workspace == workspace) is { } found
                && Attach(found, offset) is { } reading
                    ? reading
                    : new Failure(
                        FailureKind.NotFound,
                        "The server no longer holds this export, or not from where it broke off. Begin it anew.")
                    {
                        Reason = "EXPORT_GONE",
                    };
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var export in Close())
        {
            await export.DisposeAsync();
        }
    }

    public void Dispose() => Close().ForEach(export => export.Dispose());

    private List<RunningExport> Close()
    {
        lock (gate)
        {
            isClosed = true;
            List<RunningExport> all = [.. exports];
            exports.Clear();
            return all;
        }
    }

    private ExportReading? Attach(RunningExport export, long offset)
    {
        if (export.Parts.TakeOver(offset) is not { } number)
        {
            return null;
        }

        export.End?.Dispose();
        export.End = null;
        export.IsFetched = true;
        exports.Remove(export);
        exports.Add(export);
        return new ExportReading(export.Id, export.Parts, number, offset, () => LeaveAsync(export, number));
    }

    private async ValueTask LeaveAsync(RunningExport export, long number)
    {
        List<RunningExport> given = [];
        lock (gate)
        {
            if (!export.Parts.IsCurrent(number) || !exports.Remove(export))
            {
                return;
            }

            export.IsFetched = false;
            if (export.Parts.HasFailed)
            {
                given.Add(export);
            }
            else
            {
                var left = exports.FindAll(other => !other.IsFetched);
                given.AddRange(left.Take(left.Count + 1 - limits.Held));
                exports.RemoveAll(given.Contains);
                exports.Insert(exports.FindLastIndex(other => !other.IsFetched) + 1, export);
                export.End = time.CreateTimer(_ => GiveUp(export), null, limits.Hold, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var old in given)
        {
            await old.DisposeAsync();
        }
    }

    private void GiveUp(RunningExport export)
    {
        lock (gate)
        {
            if (export.IsFetched || !exports.Remove(export))
            {
                return;
            }
        }

        _ = export.DisposeAsync().AsTask(); // it keeps its failures to itself
    }
}
