namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// The write-ahead log on the disk: frames are appended, made durable by one flush, and all dropped at once by starting
/// a new generation. Safe for one writer and several readers.
/// </summary>
internal sealed class LogFile(FailStopFile file, LogFormat format)
{
    private readonly Lock gate = new();
    private readonly byte[] frame = new byte[LogFormat.FrameSize];
    private ulong generation;
    private long count;
    private long durable;

    /// <summary>Frames in the current generation.</summary>
    public long Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    /// <summary>Frames of the current generation that a flush has covered.</summary>
    public long DurableCount
    {
        get
        {
            lock (gate)
            {
                return durable;
            }
        }
    }

    public StorageFailedException? Failure => file.Failure;

    /// <summary>There is a header, so the log has been in use.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>The file ends within its header, where what it named last, and every frame after it, would be lost.</summary>
    public bool EndsInHeader => file.Length < LogFormat.HeaderSize;

    /// <summary>The log says that its data file has been made.</summary>
    public bool NamesData => generation >= LogFormat.FirstWithData;

    /// <summary>
    /// Finds the current generation and its whole frames, which end at the first that is torn, stale or missing.
    /// </summary>
    /// <param name="durableBefore">
    /// Frames of this generation that this process has flushed itself. The others may be in the system's memory only.
    /// </param>
    /// <exception cref="DatabaseDamagedException">
    /// There are frames, but no header to read them by, or a frame is gone that had been durable.
    /// </exception>
    public void Load(long durableBefore)
    {
        lock (gate)
        {
            count = 0;
            HasHeader = false;
            if (LogFormat.ReadGeneration(file) is { } found)
            {
                (HasHeader, generation) = (true, found);
                while (ReadFrame(count))
                {
                    count++;
                }
            }
            else if (file.Length > LogFormat.HeaderSize)
            {
                throw new DatabaseDamagedException(
                    $"{DatabaseFiles.LogName} has entries, but neither of its two headers can be read. {DatabaseDamagedException.Advice}");
            }

            RequireNothingLost();
            durable = Math.Min(count, durableBefore);
        }
    }

    /// <summary>Appends a page; durable after the next <see cref="FlushToDisk"/>. One caller at a time.</summary>
    public void Append(ReadOnlySpan<byte> page)
    {
        var index = Count;
        page.CopyTo(frame);
        format.Seal(frame, generation, index);
        file.Write(LogFormat.FrameOffset(index), frame);
        lock (gate)
        {
            count = index + 1;
        }
    }

    /// <summary>Copies part of a page; false where the log has no such frame.</summary>
    public bool TryRead(long index, int offset, Span<byte> buffer) =>
        index < Count && file.Read(LogFormat.FrameOffset(index) + offset, buffer) == buffer.Length;

    /// <summary>Makes every appended frame durable; costs nothing where all are.</summary>
    public void FlushToDisk()
    {
        long covered;
        lock (gate)
        {
            covered = count;
            if (covered == durable)
            {
                return;
            }
        }

        file.FlushToDisk();
        lock (gate)
        {
            durable = covered;
            LogFormat.WriteReach(file, generation, covered);
        }
    }

    /// <summary>
    /// As <see cref="FlushToDisk"/>, for frames that an earlier process may have written: they are written once more. A
    /// flush that failed leaves them to be read but no longer waiting to be written, and the next flush covers nothing.
    /// </summary>
    public void WriteAgainAndFlush()
    {
        var certain = DurableCount;
        for (var index = certain; index < Count && ReadFrame(index); index++)
        {
            file.Write(LogFormat.FrameOffset(index), frame);
        }

        FlushToDisk();
    }

    /// <summary>
    /// Drops all frames; the data file must hold them durably. The new generation is on the disk when this returns:
    /// were a frame written over an older one first, a cut could leave the older generation current with its newer part
    /// gone, and replaying that would take pages back in time.
    /// </summary>
    public void StartGeneration() => StartGeneration(LogFormat.FirstWithData);

    /// <summary>The same while there is no data file yet.</summary>
    public void StartGenerationWithoutData() => StartGeneration(first: 0);

    /// <summary>
    /// Gives back the space beyond this many frames; for an empty log only. Stale frames do no harm if this is lost.
    /// </summary>
    public void Trim(long frames)
    {
        var length = LogFormat.FrameOffset(frames);
        if (file.Length > length)
        {
            file.SetLength(length);
        }
    }

    private void StartGeneration(ulong first)
    {
        // Of full length before it names anything, so that a header cut off later is told from one that never was.
        if (EndsInHeader)
        {
            file.SetLength(LogFormat.HeaderSize);
            file.FlushToDisk();
        }

        lock (gate)
        {
            // The slots take turns by the lowest bit, which a leap must not break: it would overwrite the current one.
            var leap = first | ((generation + 1) & 1);
            (count, durable) = (0, 0);
            generation = Math.Max(generation + format.GenerationStep, leap);
            LogFormat.WriteGeneration(file, generation);
        }

        file.FlushToDisk();
    }

    private bool ReadFrame(long index) =>
        file.Read(LogFormat.FrameOffset(index), frame) == frame.Length && format.IsWhole(frame, generation, index);

    private void RequireNothingLost()
    {
        // The header of a generation is durable before its first frame is written.
        if (file.Read(LogFormat.FrameOffset(0), frame) == frame.Length
            && LogFormat.GenerationOf(frame) is var first && first > generation && format.IsWhole(frame, first, index: 0))
        {
            throw new DatabaseDamagedException(
                $"{DatabaseFiles.LogName} has entries, but the header that they belong to cannot be read. {DatabaseDamagedException.Advice}");
        }

        var reach = LogFormat.ReadReach(file, generation);
        if (count < reach)
        {
            throw new DatabaseDamagedException(
                $"{DatabaseFiles.LogName} is damaged: its entry {count + 1} cannot be read, and the disk had confirmed {reach}. " +
                $"Going on would lose acknowledged changes. {DatabaseDamagedException.Advice}");
        }
    }
}
