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
        var content = new FileContent(durable);
        Pending.ForEach(content.Change);
        durable = content.ToArray();
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
        var content = new FileContent(durable);
        var border = random.Next(Pending.Count + 1);
        for (var index = 0; index < Pending.Count; index++)
        {
            var reaches = survival switch
            {
                Survival.Nothing => Reach.Not,
                Survival.Everything => Reach.Whole,
                Survival.Prefix when index < border => Reach.Whole,
                Survival.Suffix when index > border => Reach.Whole,
                Survival.Prefix or Survival.Suffix => index == border ? Reach.Torn : Reach.Not,
                Survival.AnySectors => Reach.Torn,
            };
            if (reaches == Reach.Whole)
            {
                content.Change(Pending[index]);
            }
            else if (reaches == Reach.Torn)
            {
                Tear(content, Pending[index], sector, random);
            }
        }

        return content.ToArray();
    }

    private static void Tear(FileContent content, DiskEvent change, int sector, Random random)
    {
        if (change is not DiskEvent.Written written)
        {
            if (random.Next(2) != 0)
            {
                content.Change(change);
            }

            return;
        }

        var end = written.Offset + written.Bytes.Length;
        for (var start = written.Offset; start < end;)
        {
            var next = Math.Min((start / sector + 1) * sector, end);
            if (random.Next(2) == 0)
            {
                content.Write(start, written.Bytes.AsSpan((int)(start - written.Offset), (int)(next - start)));
            }
            else if (random.Next(4) == 0 && next > content.Length)
            {
                content.Resize(next); // the length arrived, the bytes did not
            }

            start = next;
        }
    }

    /// <summary>How much of a change is on the disk.</summary>
    private enum Reach
    {
        Not,
        Torn,
        Whole,
    }
}
