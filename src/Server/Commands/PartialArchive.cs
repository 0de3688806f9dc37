using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Server.Commands;

/// <summary>
/// The beginning of an archive that comes from a server, beside the file that it will be, under a name that holds the
/// server's id of the export: <c>FILE.ID.part</c>. It stays when the export breaks off, and the next one goes on with it.
/// </summary>
internal sealed class PartialArchive : IAsyncDisposable
{
    private const string Suffix = ".part";
    private const int ShortestId = 16;
    private const int LongestId = 64;

    private readonly FileStream stream;

    private PartialArchive(string id, FileStream stream) => (Id, this.stream) = (id, stream);

    /// <summary>As the server calls the export.</summary>
    public string Id { get; }

    public string Path => stream.Name;

    public long Length => stream.Length;

    /// <summary>What an earlier export to that file has left, the newest of it; null where there is none.</summary>
    /// <exception cref="CommandException">Another process writes to it at this moment.</exception>
    public static PartialArchive? Find(string path)
    {
        var whole = System.IO.Path.GetFullPath(path);
        var newest = new DirectoryInfo(System.IO.Path.GetDirectoryName(whole)!)
            .EnumerateFiles()
            .Where(file => IdOf(file.FullName, whole) is not null)
            .MaxBy(file => file.LastWriteTimeUtc);
        if (newest is null)
        {
            return null;
        }

        try
        {
            var found = new PartialArchive(
                IdOf(newest.FullName, whole)!, new FileStream(newest.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            found.stream.Position = found.stream.Length;
            return found;
        }
        catch (IOException)
        {
            throw new CommandException($"Another export to {path} is running: it writes to {newest.FullName}.");
        }
    }

    /// <exception cref="CommandException">The server's id is none that can be part of a name.</exception>
    public static PartialArchive Create(string path, string id)
    {
        if (!IsId(id))
        {
            throw new CommandException("The server names its export in a way that this program does not know. Use the server's version of it.");
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        return new PartialArchive(id, new FileStream($"{System.IO.Path.GetFullPath(path)}.{id}{Suffix}", options));
    }

    /// <summary>Adds to its end. What was added stays when this process is killed.</summary>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(content, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Once it is whole.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void FlushToDisk() => DiskFlush.File(stream.SafeFileHandle, stream.Name);

    public void Delete() => File.Delete(stream.Name);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static string? IdOf(string candidate, string whole) =>
        candidate.Length > whole.Length + 1 + Suffix.Length
        && candidate.StartsWith(whole + ".", StringComparison.Ordinal)
        && candidate.EndsWith(Suffix, StringComparison.Ordinal)
        && candidate[(whole.Length + 1)..^Suffix.Length] is var id
        && IsId(id)
            ? id
            : null;

    private static bool IsId(string text) =>
        text.Length is >= ShortestId and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
