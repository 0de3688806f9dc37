using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Server.Retention;

/// <summary>
/// Appends checkpoints to a file. What is in it already is read once, to know where each workspace's newest stands; a
/// file that was moved away or cut begins anew.
/// </summary>
internal sealed class CheckpointFile(string path) : ICheckpointOutput, IDisposable
{
    private const int ReadSize = 64 * 1024;
    private const int BeforeJws = 1024;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<(WorkspaceId, CheckpointPurpose), Place> newest = [];
    private long length = -1;

    /// <summary>Whether the file ends in the middle of a line, as a crash may leave it.</summary>
    private bool isTorn;

    public void Dispose() => turn.Dispose();

    public Task<SignedCheckpoint?> FindNewestAsync(WorkspaceId workspace, CancellationToken cancellationToken) => InTurnAsync(
        async () => newest.TryGetValue((workspace, CheckpointPurpose.Head), out var place)
            ? await ReadAsync(place, cancellationToken)
            : null,
        cancellationToken);

    public Task<bool> LacksAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken) => InTurnAsync(
        () => Task.FromResult(
            !newest.TryGetValue((checkpoint.Workspace, checkpoint.Purpose), out var place)
            || place.Sequence < checkpoint.Sequence),
        cancellationToken);

    public Task WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            var line = CheckpointLine.Write(checkpoint);
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });

            // Until the line is whole and on disk, the file counts as one to be read anew.
            length = -1;
            if (isTorn)
            {
                file.WriteByte((byte)'\n');
            }

            var offset = file.Position;
            file.Write(line);
            file.Flush();
            DiskFlush.File(file.SafeFileHandle, path);
            Note(checkpoint, offset, line.Length);
            (length, isTorn) = (offset + line.Length, false);
            return Task.FromResult(0);
        },
        cancellationToken);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var size = File.Exists(path) ? new FileInfo(path).Length : 0;
            if (length < 0 || size < length)
            {
                await LoadAsync(cancellationToken);
            }

            return await work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be used: give the server's user the right to.", e);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        newest.Clear();
        (length, isTorn) = (0, false);
        if (!File.Exists(path))
        {
            return;
        }

        await using var file = Open();
        var buffer = new byte[ReadSize];
        var line = new List<byte>(BeforeJws);
        var start = 0L;
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var rest = buffer.AsMemory(0, read);
            for (int end; (end = rest.Span.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                Take(line, rest.Span[..end]);
                Note(line, start);
                start = length + (read - rest.Length) + end + 1;
                line.Clear();
            }

            Take(line, rest.Span);
            length += read;
        }

        isTorn = line.Count > 0;
    }

    private static void Take(List<byte> line, ReadOnlySpan<byte> more)
    {
        // One more than the most, so that a line that is too long is seen to be.
        var room = CheckpointLine.MaxLength + 1 - line.Count;
        line.AddRange(more[..Math.Min(more.Length, room)]);
    }

    private void Note(List<byte> line, long offset)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line);
        if (line.Count <= CheckpointLine.MaxLength && CheckpointLine.TryRead(bytes, out var checkpoint))
        {
            Note(checkpoint, offset, line.Count);
        }
    }

    private void Note(SignedCheckpoint checkpoint, long offset, int size)
    {
        var key = (checkpoint.Workspace, checkpoint.Purpose);
        if (!newest.TryGetValue(key, out var known) || known.Sequence <= checkpoint.Sequence)
        {
            newest[key] = new Place(checkpoint.Sequence, offset, size);
        }
    }

    private async Task<SignedCheckpoint?> ReadAsync(Place place, CancellationToken cancellationToken)
    {
        await using var file = Open();
        file.Position = place.Offset;
        var line = new byte[place.Length];
        await file.ReadExactlyAsync(line, cancellationToken);
        return CheckpointLine.TryRead(line, out var checkpoint)
            ? checkpoint
            : throw new IOException($"{path} was changed while the server runs.");
    }

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private readonly record struct Place(long Sequence, long Offset, int Length);
}
