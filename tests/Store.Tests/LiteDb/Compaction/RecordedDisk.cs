using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb.Compaction;

/// <summary>A file got another's name.</summary>
internal sealed record Renamed(string From, string To) : DiskEvent;

/// <summary>A file lost its name.</summary>
internal sealed record Deleted(string File) : DiskEvent;

/// <summary>Files in memory that can be exchanged, and whose every change is recorded.</summary>
internal sealed class RecordedDisk : ICompactionDirectory
{
    private readonly Lock gate = new();
    private readonly List<DiskEvent> history = [];
    private readonly Dictionary<string, Content> files = new(StringComparer.Ordinal);

    public RecordedDisk(IReadOnlyDictionary<string, byte[]> image)
    {
        foreach (var (name, bytes) in image)
        {
            files[name] = new Content { Bytes = [.. bytes] };
        }
    }

    /// <summary>Files whose flushes do nothing: a mistake, to prove that the cuts notice it.</summary>
    public Func<string, bool> LosesFlushes { get; init; } = _ => false;

    /// <summary>Called before each change; throws to fail it.</summary>
    public Action<DiskEvent>? Before { get; set; }

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

    public IReadOnlyDictionary<string, byte[]> Contents()
    {
        lock (gate)
        {
            return files.ToDictionary(file => file.Key, file => file.Value.Bytes.ToArray());
        }
    }

    public IStorageFile Open(string name)
    {
        lock (gate)
        {
            if (!files.ContainsKey(name))
            {
                Record(new DiskEvent.Created(name), () => files[name] = new Content());
            }

            return new OpenFile(this, name, files[name]);
        }
    }

    public long? LengthOf(string name)
    {
        lock (gate)
        {
            return files.TryGetValue(name, out var file) ? file.Bytes.Length : null;
        }
    }

    public void FlushToDisk() => Record(new DiskEvent.DirectoryFlushed(), () => { });

    public void Replace(string source, string target) => Record(new Renamed(source, target), () =>
    {
        files[target] = files[source];
        files.Remove(source);
    });

    public void Delete(string name)
    {
        if (LengthOf(name) is not null)
        {
            Record(new Deleted(name), () => files.Remove(name));
        }
    }

    private void Record(DiskEvent diskEvent, Action effect)
    {
        Before?.Invoke(diskEvent);
        lock (gate)
        {
            effect();
            history.Add(diskEvent);
        }
    }

    private sealed class Content
    {
        public byte[] Bytes { get; set; } = [];
    }

    private sealed class OpenFile(RecordedDisk disk, string name, Content content) : IStorageFile
    {
        public long Length
        {
            get
            {
                lock (disk.gate)
                {
                    return content.Bytes.Length;
                }
            }
        }

        public int Read(long offset, Span<byte> buffer)
        {
            lock (disk.gate)
            {
                var count = (int)Math.Clamp(content.Bytes.Length - offset, 0, buffer.Length);
                content.Bytes.AsSpan((int)Math.Min(offset, content.Bytes.Length), count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            var written = bytes.ToArray();
            disk.Record(new DiskEvent.Written(name, offset, written), () =>
            {
                Resize(Math.Max(content.Bytes.Length, offset + written.Length));
                written.CopyTo(content.Bytes, offset);
            });
        }

        public void SetLength(long length) => disk.Record(new DiskEvent.Resized(name, length), () => Resize(length));

        public void FlushToDisk()
        {
            if (!disk.LosesFlushes(name))
            {
                disk.Record(new DiskEvent.Flushed(name), () => { });
            }
        }

        public void Dispose()
        {
        }

        private void Resize(long length)
        {
            if (length != content.Bytes.Length)
            {
                var resized = new byte[length];
                content.Bytes.AsSpan(0, (int)Math.Min(length, content.Bytes.Length)).CopyTo(resized);
                content.Bytes = resized;
            }
        }
    }
}
