using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>Files in memory whose every change is recorded; may start from the image that a cut has left.</summary>
internal sealed class RecordingDirectory : IStorageDirectory
{
    private readonly Lock gate = new();
    private readonly List<DiskEvent> history = [];
    private readonly Dictionary<string, RecordingFile> files = [];

    public RecordingDirectory(IReadOnlyDictionary<string, byte[]>? image = null)
    {
        Image = image ?? new Dictionary<string, byte[]>();
        foreach (var (name, content) in Image)
        {
            files[name] = new RecordingFile(this, name, content);
        }
    }

    /// <summary>
    /// As after a kill of the process: every write is seen by the next one, and the disk may still lose what was not
    /// flushed.
    /// </summary>
    public static RecordingDirectory AfterKill(
        IReadOnlyDictionary<string, byte[]> image, IEnumerable<DiskEvent> history)
    {
        var directory = new RecordingDirectory(image);
        foreach (var diskEvent in history)
        {
            directory.Repeat(diskEvent);
        }

        return directory;
    }

    /// <summary>What the directory held before the history began.</summary>
    public IReadOnlyDictionary<string, byte[]> Image { get; }

    /// <summary>Called before each change takes effect; throws to fail it.</summary>
    public Action<DiskEvent>? Before { get; set; }

    /// <summary>Whether the next flush of a file fails, and loses what it should have flushed.</summary>
    public Func<string, bool>? FlushFails { get; set; }

    public IReadOnlyList<DiskEvent> History
    {
        get
        {
            lock (gate)
            {
                return [.. history];
            }
        }
    }

    public int FlushesOf(string name) => History.Count(e => e is DiskEvent.Flushed flushed && flushed.File == name);

    public IReadOnlyDictionary<string, byte[]> Contents()
    {
        lock (gate)
        {
            return files.ToDictionary(file => file.Key, file => file.Value.Content());
        }
    }

    public void Record(DiskEvent diskEvent, Action? effect = null)
    {
        Before?.Invoke(diskEvent);
        lock (gate)
        {
            effect?.Invoke();
            history.Add(diskEvent);
        }
    }

    public IStorageFile Open(string name)
    {
        if (!files.ContainsKey(name))
        {
            Record(new DiskEvent.Created(name), () => files[name] = new RecordingFile(this, name, []));
        }

        return files[name];
    }

    public long? LengthOf(string name) => files.TryGetValue(name, out var file) ? file.Length : null;

    public void FlushToDisk() => Record(new DiskEvent.DirectoryFlushed());

    public T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    private void Repeat(DiskEvent diskEvent)
    {
        switch (diskEvent)
        {
            case DiskEvent.Created created:
                Open(created.File);
                break;
            case DiskEvent.Written written:
                files[written.File].Write(written.Offset, written.Bytes);
                break;
            case DiskEvent.Resized resized:
                files[resized.File].SetLength(resized.Length);
                break;
            default:
                Record(diskEvent);
                break;
        }
    }
}
