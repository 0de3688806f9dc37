namespace TeamAccess.Server.Commands;

/// <summary>How much of an archive has gone to a server or come from one.</summary>
/// <param name="Done">In bytes.</param>
/// <param name="Total">In bytes; null when that is not known.</param>
internal readonly record struct TransferProgress(long Done, long? Total);
