namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>What of a database a finding is about.</summary>
public enum VerificationSubject
{
    /// <summary>The two files as such.</summary>
    File,

    /// <summary>The write-ahead log.</summary>
    Log,

    /// <summary>A page of the data file, and how pages lead to one another.</summary>
    Page,

    /// <summary>An index, and whether it agrees with the rows.</summary>
    Index,

    /// <summary>The bytes of one row.</summary>
    Row,

    /// <summary>A row that names another which is not there.</summary>
    Reference,

    /// <summary>A count that differs from what is counted.</summary>
    Count,

    /// <summary>The hash chain of a workspace's audit log.</summary>
    AuditChain,
}

/// <summary>One thing that is wrong. Ids and places only; no value of a row.</summary>
/// <param name="Table">Null where it is about no table in particular.</param>
/// <param name="Id">The key of the row; null where it is about no row in particular.</param>
/// <param name="Problem">In plain words, without a full stop.</param>
public sealed record VerificationFinding(VerificationSubject Subject, string? Table, string? Id, string Problem);
