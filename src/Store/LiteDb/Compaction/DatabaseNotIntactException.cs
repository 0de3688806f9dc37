using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>The database is damaged, so that nothing was done with it. It was left as it is.</summary>
public sealed class DatabaseNotIntactException : Exception
{
    public DatabaseNotIntactException()
    {
    }

    public DatabaseNotIntactException(string message)
        : base(message)
    {
    }

    public DatabaseNotIntactException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public DatabaseNotIntactException(string message, IReadOnlyList<VerificationFinding> findings)
        : base(message) => Findings = findings;

    public IReadOnlyList<VerificationFinding> Findings { get; } = [];
}
