namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>Keeps the rows of one page of those that come by in order.</summary>
internal sealed class PlainWindow(int skip, int count)
{
    private readonly List<(int Type, ResourceRow Row)> rows = [];
    private int toSkip = skip;

    public IReadOnlyList<(int Type, ResourceRow Row)> Rows => rows;

    /// <summary>How many more rows fit.</summary>
    public int Room => count - rows.Count;

    /// <summary>Whether a row came by that found no room.</summary>
    public bool HasMore { get; private set; }

    public void Offer(int type, ResourceRow row)
    {
        if (toSkip > 0)
        {
            toSkip--;
        }
        else if (Room > 0)
        {
            rows.Add((type, row));
        }
        else
        {
            HasMore = true;
        }
    }

    /// <summary>Passes over a whole list, if the page begins behind it.</summary>
    /// <param name="size">How many rows the list has.</param>
    public bool SkipWhole(int size)
    {
        if (toSkip < size)
        {
            return false;
        }

        toSkip -= size;
        return true;
    }

    /// <summary>What is still to be skipped, for a reader that does it itself.</summary>
    public int TakeSkip()
    {
        var taken = toSkip;
        toSkip = 0;
        return taken;
    }
}
