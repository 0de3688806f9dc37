namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>How far a verification has come.</summary>
/// <param name="Stage">What is being looked at: <c>log</c>, <c>pages</c>, or a table's name.</param>
/// <param name="Done">Pages or rows of this stage.</param>
/// <param name="Total">All that this stage has.</param>
public sealed record VerificationProgress(string Stage, long Done, long Total);
