namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>One file of a <see cref="DiskModel"/>.</summary>
internal sealed class FileModel(byte[] durable, bool isNamed)
{
    private byte[] durable = durable;

    public bool IsNamed { get; set; } = isNamed;

    /// <summary>Changes since the last flush, in their order.</summary>
    public List<DiskEvent> Pending { get; } = [];

    public void Flush()
    {
        foreach (var change in Pending)
        {
            durable = Change(durable, change);
        }

        Pending.Clear();
    }

    /// <summary>A flush has failed: some of the changes are on the disk, and the others never will be.</summary>
    public void LoseTheFlush()
    {
        var survival = (Survival)(Pending.Count % Enum.GetValues<Survival>().Length);
        durable = Cut(survival, sector: 4096, new Random(Pending.Count));
        Pending.Clear();
    }

    public byte[] Cut(Survival survival, int sector, Random random)
    {
        var content = durable;
        var border = random.Next(Pending.Count + 1);
        for (var index = 0; index < Pending.Count; index++)
        {
            content = survival switch
            {
                Survival.Nothing => content,
                Survival.Everything => Change(content, Pending[index]),
                Survival.Prefix when index < border => Change(content, Pending[index]),
                Survival.Prefix when index == border => Torn(content, Pending[index], sector, random),
                Survival.Prefix => content,
                Survival.Suffix when index > border => Change(content, Pending[index]),
                Survival.Suffix when index == border => Torn(content, Pending[index], sector, random),
                Survival.Suffix => content,
                Survival.AnySectors => Torn(content, Pending[index], sector, random),
            };
        }

        return content;
    }

    private static byte[] Torn(byte[] content, DiskEvent change, int sector, Random random)
    {
        if (change is not DiskEvent.Written written)
        {
            return random.Next(2) == 0 ? content : Change(content, change);
        }

        var result = content;
        var end = written.Offset + written.Bytes.Length;
        for (var start = written.Offset; start < end;)
        {
            var next = Math.Min((start / sector + 1) * sector, end);
            if (random.Next(2) == 0)
            {
                var part = written.Bytes.AsSpan((int)(start - written.Offset), (int)(next - start)).ToArray();
                result = Change(result, written with { Offset = start, Bytes = part });
            }
            else if (random.Next(4) == 0 && next > result.Length)
            {
                result = Change(result, new DiskEvent.Resized(written.File, next)); // the length arrived, the bytes did not
            }

            start = next;
        }

        return result;
    }

    private static byte[] Change(byte[] content, DiskEvent change)
    {
        if (change is DiskEvent.Written written)
        {
            var result = new byte[Math.Max(content.Length, written.Offset + written.Bytes.Length)];
            content.CopyTo(result, 0);
            written.Bytes.CopyTo(result, written.Offset);
            return result;
        }

        var resized = new byte[((DiskEvent.Resized)change).Length];
        content.AsSpan(0, Math.Min(content.Length, resized.Length)).CopyTo(resized);
        return resized;
    }
}
