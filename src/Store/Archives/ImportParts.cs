using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Stores the rows of an archive in parts, each together with a mark, and passes over those whose mark is there. Which
/// rows make a part follows from the archive alone.
/// </summary>
internal sealed class ImportParts(IStore store, VerifiedArchive archive, TimeProvider time)
{
    /// <summary>How many rows a part has. LiteDB takes a scan over many uncommitted rows for a loop.</summary>
    private const int MostRows = 250;

    /// <summary>So that a part of large rows is no burden to whoever else uses the store.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    private static readonly byte[] NoFingerprint = new byte[32];

    private readonly string name = archive.Trailer.Sha256;
    private readonly List<StoredRow> part = new(MostRows);
    private long partBytes;
    private long parts;

    public long Rows { get; private set; }

    /// <summary>How many of them an earlier run had stored.</summary>
    public long RowsBefore { get; private set; }

    /// <exception cref="ArchiveException">A workspace is there, or begun, and not from this archive.</exception>
    public async Task RequireRoomAsync(CancellationToken cancellationToken)
    {
        var taken = await store.CommitAsync(
            async unit => Outcome.Discard(await FindTakenAsync(unit, cancellationToken)), cancellationToken);
        if (taken is { } there)
        {
            throw Taken(there);
        }
    }

    /// <summary>Takes the next row, and stores the part that is full; never the last one.</summary>
    /// <returns>Whether a part was stored.</returns>
    public async Task<bool> AddAsync(StoredRow row, long bytes, CancellationToken cancellationToken)
    {
        var isFull = part.Count > 0 && (part.Count == MostRows || partBytes + bytes > MostBytes) && !IsHead(part[^1]);
        if (isFull)
        {
            await EndAsync(cancellationToken);
        }

        part.Add(row);
        partBytes += bytes;
        return isFull;
    }

    /// <summary>Stores what is left.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (part.Count == 0)
        {
            return;
        }

        bool isNew;
        try
        {
            isNew = await store.CommitAsync(unit => StoreAsync(unit, cancellationToken), cancellationToken);
        }
        catch (UniqueKeyException e)
        {
            throw new ArchiveException(
                "Rows of this archive are here already: another import of these workspaces was begun and not finished, or "
                + "was finished more than a day ago.",
                e)
            {
                IsPlaceTaken = true,
            };
        }

        parts++;
        Rows += part.Count;
        RowsBefore += isNew ? 0 : part.Count;
        part.Clear();
        partBytes = 0;
    }

    private static ArchiveException Taken(WorkspaceId there) => new(
        $"There is a workspace {there.Value} here already, or an import of it was begun from another archive. "
        + "Nothing was changed.")
    {
        IsPlaceTaken = true,
    };

    // A head and its workspace come in one unit: by the head alone somebody could change what is no workspace yet.
    private static bool IsHead(StoredRow row) => row.Kind == RowKind.Head;

    private async ValueTask<WorkspaceId?> FindTakenAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        if (await unit.Idempotency.FindAsync(KeyOf(0), cancellationToken) is not null)
        {
            return null;
        }

        foreach (var workspace in archive.Check.Workspaces)
        {
            if (await unit.Workspaces.FindAsync(workspace, cancellationToken) is not null
                || (await unit.Idempotency.FindAsync(BegunImport.KeyOf(workspace), cancellationToken) is { } begun
                    && begun.Result != name))
            {
                return workspace;
            }
        }

        return null;
    }

    private async ValueTask<Outcome<bool>> StoreAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        if (await unit.Idempotency.FindAsync(KeyOf(parts), cancellationToken) is not null)
        {
            return Outcome.Discard(false);
        }

        if (parts == 0)
        {
            if (await FindTakenAsync(unit, cancellationToken) is { } there)
            {
                throw Taken(there);
            }

            await ReserveAsync(unit, cancellationToken);
        }

        foreach (var row in part)
        {
            // The tenant may have other workspaces here, and then it stays as it is.
            if (archive.Header.Workspace is null || row.Value is not Tenant tenant
                || await unit.Workspaces.FindTenantAsync(tenant.Id, cancellationToken) is null)
            {
                await row.AddToAsync(unit, cancellationToken);
            }
        }

        await MarkAsync(unit, KeyOf(parts), cancellationToken);
        return Outcome.Keep(true);
    }

    private async ValueTask ReserveAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        foreach (var workspace in archive.Check.Workspaces)
        {
            if (await unit.Idempotency.FindAsync(BegunImport.KeyOf(workspace), cancellationToken) is null)
            {
                await MarkAsync(unit, BegunImport.KeyOf(workspace), cancellationToken);
            }
        }
    }

    private ValueTask MarkAsync(IUnitOfWork unit, string key, CancellationToken cancellationToken) => unit.Idempotency.AddAsync(
        new IdempotencyRecord(key, NoFingerprint, name, 0, 0, time.GetUtcNow()), cancellationToken);

    // Begins with a line feed, so that it is no workspace's.
    private string KeyOf(long number) => $"\nimport\n{name}\n{number}";
}
