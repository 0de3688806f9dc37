namespace TeamAccess.Store.Archives;

/// <summary>What was found by reading an archive to its end.</summary>
/// <param name="Trailer">Its SHA-256 names the archive: whatever is read later is held against it.</param>
/// <param name="Check">What is wrong with the rows, and which workspaces they are of.</param>
public sealed record VerifiedArchive(ArchiveHeader Header, ArchiveTrailer Trailer, ContentCheck Check);
