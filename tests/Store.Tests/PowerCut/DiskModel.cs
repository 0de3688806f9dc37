namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>What of a file's unflushed changes a cut leaves.</summary>
internal enum Survival
{
    Nothing,
    Everything,
    Prefix,
    Suffix,
    AnySectors,
}

/// <summary>
/// The files at one point of a history: what is certainly on the disk, and what is still on its way and may arrive in
/// any order, sector by sector, or not at all.
/// </summary>
internal sealed class DiskModel(IReadOnlyDictionary<string, byte[]> image)
{
    private readonly Dictionary<string, FileModel> files =
        image.ToDictionary(file => file.Key, file => new FileModel(file.Value, isNamed: true));

    /// <summary>The disk after a history.</summary>
    public static DiskModel After(IReadOnlyDictionary<string, byte[]> image, IEnumerable<DiskEvent> history)
    {
        var model = new DiskModel(image);
        foreach (var diskEvent in history)
        {
            model.Apply(diskEvent);
        }

        return model;
    }

    /// <summary>What is certainly on the disk.</summary>
    public IReadOnlyDictionary<string, byte[]> Durable() =>
        files.Where(file => file.Value.IsNamed).ToDictionary(
            file => file.Key, file => file.Value.Cut(Survival.Nothing, sector: 4096, new Random(0)));

    public void Apply(DiskEvent diskEvent)
    {
        switch (diskEvent)
        {
            case DiskEvent.Created created:
                files[created.File] = new FileModel([], isNamed: false);
                break;
            case DiskEvent.Written written:
                files[written.File].Pending.Add(diskEvent);
                break;
            case DiskEvent.Resized resized:
                files[resized.File].Pending.Add(diskEvent);
                break;
            case DiskEvent.Flushed flushed:
                files[flushed.File].Flush();
                break;
            case DiskEvent.FlushFailed failed:
                files[failed.File].LoseTheFlush();
                break;
            case DiskEvent.DirectoryFlushed:
                files.Values.ToList().ForEach(file => file.IsNamed = true);
                break;
        }
    }

    /// <summary>One of the images that a cut at this point can leave.</summary>
    public IReadOnlyDictionary<string, byte[]> Cut(Random random)
    {
        var image = new Dictionary<string, byte[]>();
        foreach (var (name, file) in files)
        {
            if (file.IsNamed || random.Next(2) == 0)
            {
                image[name] = file.Cut((Survival)random.Next(Enum.GetValues<Survival>().Length), random.Next(2) == 0 ? 512 : 4096, random);
            }
        }

        return image;
    }
}
