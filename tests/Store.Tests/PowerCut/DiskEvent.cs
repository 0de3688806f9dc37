using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>Something that happened to the files, or to a caller, in the one order of all.</summary>
internal abstract record DiskEvent
{
    /// <summary>A file came into being; its name lasts only once the directory is flushed.</summary>
    public sealed record Created(string File) : DiskEvent;

    public sealed record Written(string File, long Offset, byte[] Bytes) : DiskEvent
    {
        /// <summary>Only says what a flush has covered, after it: no flush need follow.</summary>
        public bool IsNote => File == DatabaseFiles.LogName && Offset < LogFormat.HeaderSize && Offset % 4096 != 0;
    }

    public sealed record Resized(string File, long Length) : DiskEvent;

    public sealed record Flushed(string File) : DiskEvent;

    /// <summary>
    /// The file's changes go on to be read, but nothing will carry those to the disk that are not there yet.
    /// </summary>
    public sealed record FlushFailed(string File) : DiskEvent;

    public sealed record DirectoryFlushed : DiskEvent;

    /// <summary>A caller was told that its unit is kept.</summary>
    public sealed record Answered(int Unit) : DiskEvent;
}
