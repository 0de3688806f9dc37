using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Postgres.Rows;

namespace TeamAccess.Store.Archives;

/// <summary>Reads an archive from its beginning to its end, row by row.</summary>
public sealed class ArchiveReader : IAsyncDisposable
{
    private readonly Stream input;
    private readonly PipeReader lines;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private ArchiveTrailer? trailer;

    private ArchiveReader(Stream input)
    {
        this.input = input;
        lines = PipeReader.Create(new GZipStream(input, CompressionMode.Decompress, leaveOpen: true));
    }

    public ArchiveHeader Header { get; private set; } = null!;

    /// <summary>There once all rows have been read.</summary>
    public ArchiveTrailer Trailer => trailer ?? throw new InvalidOperationException("The archive was not read to its end.");

    /// <summary>Of the row that was read last, unpacked.</summary>
    public long LineBytes { get; private set; }

    /// <summary>How much of the file has been read, 0 to 1; null where its length is not known.</summary>
    public double? Done => input.CanSeek && input.Length > 0 ? (double)input.Position / input.Length : null;

    /// <param name="input">Left open.</param>
    /// <exception cref="ArchiveException">This is no archive, or one of a newer version.</exception>
    public static async Task<ArchiveReader> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        var reader = new ArchiveReader(input);
        try
        {
            await reader.ReadHeaderAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows in their order; then the end was found, and the counts and the hash are right.</summary>
    /// <exception cref="ArchiveException">The archive is damaged or cut short.</exception>
    public async IAsyncEnumerable<StoredRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (ReadEnd(line) is { } end)
            {
                await RequireEndAsync(end, cancellationToken);
                yield break;
            }

            var row = ReadRow(line);
            Hash(line);
            LineBytes = line.Length;
            var kind = ArchiveFormat.NameOf(row.Kind);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            yield return row;
        }

        throw Damaged("it has no end: it was cut short, or is still being written");
    }

    public async ValueTask DisposeAsync()
    {
        await lines.CompleteAsync();
        hash.Dispose();
    }

    private static ArchiveException Damaged(string how, Exception? cause = null) => new($"The archive cannot be used: {how}.", cause);

    private async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        byte[]? line = null;
        ArchiveHeader? header = null;
        try
        {
            line = await ReadLineAsync(cancellationToken);
            header = line is null ? null : JsonSerializer.Deserialize<ArchiveHeader>(line, ArchiveFormat.Json);
        }
        catch (Exception e) when (e is JsonException or ArchiveException)
        {
        }

        if (header?.Archive != ArchiveFormat.Name)
        {
            throw Damaged("this is not an archive of this program");
        }

        if (header.Version > ArchiveFormat.Version)
        {
            throw Damaged($"it has version {header.Version}, and this program knows versions up to {ArchiveFormat.Version}");
        }

        Header = header;
        Hash(line!);
    }

    private async Task<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await lines.ReadAsync(cancellationToken);
                if (read.Buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = read.Buffer.Slice(0, end).ToArray();
                    lines.AdvanceTo(read.Buffer.GetPosition(1, end));
                    return line;
                }

                if (read.Buffer.Length > ArchiveFormat.MaxLine)
                {
                    throw Damaged("a line of it is too long");
                }

                lines.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return read.Buffer.IsEmpty ? null : throw Damaged("it was cut short");
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw Damaged("its compression is damaged", e);
        }
    }

    private static ArchiveTrailer? ReadEnd(byte[] line)
    {
        if (!line.AsSpan().StartsWith(Encoding.UTF8.GetBytes($$"""{"{{ArchiveFormat.EndField}}":""")))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, ArchiveTrailer>>(line, ArchiveFormat.Json)?[ArchiveFormat.EndField]
                ?? throw Damaged("its end cannot be read");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            throw Damaged("its end cannot be read", e);
        }
    }

    private static StoredRow ReadRow(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            var kind = ArchiveFormat.KindOf(json.RootElement.GetProperty(ArchiveFormat.KindField).GetString())
                ?? throw Damaged("it has a kind of rows that this program does not know");
            return new StoredRow(kind, Body.Read(kind, json.RootElement.GetProperty(ArchiveFormat.RowField).GetRawText()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            throw Damaged("a row of it cannot be read", e);
        }
    }

    private void Hash(byte[] line)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
    }

    private async Task RequireEndAsync(ArchiveTrailer end, CancellationToken cancellationToken)
    {
        if (end.Sha256 != Convert.ToHexStringLower(hash.GetCurrentHash()))
        {
            throw Damaged("it was changed, its SHA-256 is another");
        }

        if (!counts.SequenceEqual(end.Rows.OrderBy(count => count.Key, StringComparer.Ordinal)))
        {
            throw Damaged("it does not hold the rows that it speaks of");
        }

        if (await ReadLineAsync(cancellationToken) is not null)
        {
            throw Damaged("something follows its end");
        }

        trailer = end;
    }
}
