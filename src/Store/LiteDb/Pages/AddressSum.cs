namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>
/// A set of addresses in constant memory: how many, and a sum that two different sets share only by a rare accident.
/// </summary>
internal record struct AddressSum
{
    private ulong sum;

    public long Count { get; private set; }

    public void Add(PageAddress address)
    {
        Count++;
        sum += Mix(((ulong)address.Page << 8) | address.Slot);
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
