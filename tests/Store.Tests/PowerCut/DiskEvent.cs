namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>Something that happened to the files, or to a caller, in the one order of all.</summary>
internal abstract record DiskEvent
{
    /// <summary>A file came into being; its name lasts only once the directory is flushed.</summary>
    public sealed record Created(string File) : DiskEvent;

    public sealed record Written(string File, long Offset, byte[] Bytes) : DiskEvent;

    public sealed record Resized(string File, long Length) : DiskEvent;

    public sealed record Flushed(string File) : DiskEvent;

    public sealed record DirectoryFlushed : DiskEvent;

    /// <summary>A caller was told that its unit is kept.</summary>
    public sealed record Answered(int Unit) : DiskEvent;
}
