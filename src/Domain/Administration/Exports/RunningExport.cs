using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Domain.Administration.Exports;

/// <summary>
/// An archive that is being written, whether or not anybody fetches it just now: its state is a snapshot, and ends with
/// it, not with a connection.
/// </summary>
internal sealed class RunningExport : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task writing;

    public RunningExport(string id, WorkspaceId? workspace, IArchives archives, ExportLimits limits)
    {
        (Id, Workspace, Parts) = (id, workspace, new RetainedParts(limits));
        writing = Task.Run(() => WriteAsync(archives, limits.Part));
    }

    public string Id { get; }

    public WorkspaceId? Workspace { get; }

    public RetainedParts Parts { get; }

    /// <summary>Whether somebody fetches it.</summary>
    public bool IsFetched { get; set; }

    /// <summary>When it was left by the last who fetched it.</summary>
    public ITimer? End { get; set; }

    public async ValueTask DisposeAsync()
    {
        End?.Dispose();
        await stop.CancelAsync();
        await writing;
        stop.Dispose();
    }

    /// <summary>Ends it without waiting for its end.</summary>
    public void Dispose()
    {
        End?.Dispose();
        stop.Cancel();
    }

    private async Task WriteAsync(IArchives archives, int partSize)
    {
        try
        {
            await using var output = new PartStream(Parts, partSize);
            await archives.ExportAsync(Workspace, output, stop.Token);
            await output.EndAsync(stop.Token);
            Parts.End(cause: null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Parts.End(new StoreUnavailableException("The export was given up."));
        }
        catch (Exception e) // it is for whoever fetches
        {
            Parts.End(e);
        }
    }
}
