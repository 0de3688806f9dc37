using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb.Compaction;

/// <summary>
/// The files at one point of a history in which names change hands: of the changes of names since the directory was
/// flushed, a cut leaves the first few, in their order.
/// </summary>
internal sealed class DiskWithNames(IReadOnlyDictionary<string, byte[]> image)
{
    private readonly List<Action<Dictionary<string, FileModel>>> pending = [];
    private readonly Dictionary<string, FileModel> current =
        image.ToDictionary(file => file.Key, file => new FileModel(file.Value, isNamed: true));

    private Dictionary<string, FileModel>? durable;

    public void Apply(DiskEvent diskEvent)
    {
        durable ??= new Dictionary<string, FileModel>(current);
        switch (diskEvent)
        {
            case DiskEvent.Created created:
                var file = new FileModel([], isNamed: true);
                Name(names => names[created.File] = file);
                break;
            case DiskEvent.Written written:
                current[written.File].Pending.Add(written);
                break;
            case DiskEvent.Resized resized:
                current[resized.File].Pending.Add(resized);
                break;
            case DiskEvent.Flushed flushed:
                current[flushed.File].Flush();
                break;
            case Renamed renamed:
                Name(names =>
                {
                    names[renamed.To] = names[renamed.From];
                    names.Remove(renamed.From);
                });
                break;
            case Deleted deleted:
                Name(names => names.Remove(deleted.File));
                break;
            case DiskEvent.DirectoryFlushed:
                pending.Clear();
                durable = new Dictionary<string, FileModel>(current);
                break;
        }
    }

    /// <summary>What a kill of the process leaves: everything.</summary>
    public IReadOnlyDictionary<string, byte[]> Kill() => Content(current, _ => Survival.Everything, new Random(0));

    /// <summary>One of the images that a power cut can leave.</summary>
    public IReadOnlyDictionary<string, byte[]> Cut(Random random)
    {
        var names = new Dictionary<string, FileModel>(durable ?? current);
        pending.Take(random.Next(pending.Count + 1)).ToList().ForEach(change => change(names));
        return Content(names, _ => (Survival)random.Next(Enum.GetValues<Survival>().Length), random);
    }

    private static Dictionary<string, byte[]> Content(
        Dictionary<string, FileModel> names, Func<string, Survival> survival, Random random) =>
        names.ToDictionary(file => file.Key, file => file.Value.Cut(survival(file.Key), sector: 4096, random));

    private void Name(Action<Dictionary<string, FileModel>> change)
    {
        change(current);
        pending.Add(change);
    }
}
