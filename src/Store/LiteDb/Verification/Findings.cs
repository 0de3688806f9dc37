using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>Collects what is wrong, and progress on the way. Keeps a bounded number of findings.</summary>
internal sealed class Findings(IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
{
    private const int MostKept = 1000;
    private const int ReportEach = 1024;

    private readonly List<VerificationFinding> kept = [];

    /// <summary>For a reader that goes on without what is damaged.</summary>
    public static Findings Ignored() => new(progress: null, CancellationToken.None);

    public IReadOnlyList<VerificationFinding> Kept => kept;

    public long Count { get; private set; }

    public void Add(VerificationSubject subject, string? table, string? id, string problem)
    {
        Count++;
        if (kept.Count < MostKept)
        {
            kept.Add(new VerificationFinding(subject, table, id, problem));
        }
    }

    /// <summary>Runs a check, and takes damage that it meets for a finding.</summary>
    /// <returns>Whether the check came to its end.</returns>
    public bool Run(VerificationSubject subject, string? table, string? id, Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (PageDamageException e)
        {
            Add(subject, table, id, e.Message);
            return false;
        }
    }

    /// <summary>Called for each page or row: reports now and then, and lets a cancellation through.</summary>
    public void Advance(string stage, long done, long total)
    {
        if (done % ReportEach == 0 || done == total)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new VerificationProgress(stage, done, total));
        }
    }
}
