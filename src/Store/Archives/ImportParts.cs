using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Stores the rows of an archive in parts, each together with a mark, and passes over those whose mark is there. Which
/// rows make a part follows from the archive alone.
/// </summary>
internal sealed class ImportParts(IStore store, IStoreSnapshots snapshots, VerifiedArchive archive, TimeProvider time)
{
    /// <summary>How many rows a part has. LiteDB takes a scan over many uncommitted rows for a loop.</summary>
    private const int MostRows = 250;

    /// <summary>So that a part of large rows is no burden to whoever else uses the store.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly ImportPlace place = new(archive);
    private readonly StoredCheck check = new();
    private readonly Dictionary<TenantId, StoredRow> tenants = [];
    private readonly List<StoredRow> part = new(MostRows);
    private Guid? attempt;
    private long partBytes;
    private long parts;

    public long Rows { get; private set; }

    /// <summary>How many of them an earlier run had stored.</summary>
    public long RowsBefore { get; private set; }

    /// <exception cref="ArchiveException">A workspace is there, or begun, and not from this archive.</exception>
    public async Task RequireRoomAsync(CancellationToken cancellationToken) => attempt = await store.CommitAsync(
        async unit => Outcome.Discard(await place.FindAttemptAsync(unit, cancellationToken)), cancellationToken);

    /// <summary>Takes the next row, and stores the part that is full; never the last one.</summary>
    /// <returns>Whether a part was stored.</returns>
    public async Task<bool> AddAsync(StoredRow row, long bytes, CancellationToken cancellationToken)
    {
        // With the first workspace that stands under it, so that a half import leaves none.
        if (row.Value is Tenant tenant)
        {
            tenants[tenant.Id] = row;
            return false;
        }

        var isFull = part.Count > 0 && (part.Count >= MostRows || partBytes + bytes > MostBytes) && !IsHead(part[^1]);
        if (isFull)
        {
            await EndPartAsync(cancellationToken);
        }

        if (row.Value is Workspace workspace && tenants.Remove(workspace.Tenant, out var above))
        {
            part.Add(above);
        }

        part.Add(row);
        check.Count(row);
        partBytes += bytes;
        return isFull;
    }

    /// <summary>Stores what is left.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.Values)
        {
            if (part.Count >= MostRows)
            {
                await EndPartAsync(cancellationToken);
            }

            part.Add(tenant);
        }

        if (part.Count > 0)
        {
            await EndPartAsync(cancellationToken);
        }
    }

    // A head and its workspace come in one unit: by the head alone somebody could change what is no workspace yet.
    private static bool IsHead(StoredRow row) => row.Kind == RowKind.Head;

    private async Task EndPartAsync(CancellationToken cancellationToken)
    {
        var isNew = await MayStoreAsync(cancellationToken) && await StoreAsync(cancellationToken);
        check.Forget(part);
        parts++;
        Rows += part.Count;
        RowsBefore += isNew ? 0 : part.Count;
        part.Clear();
        partBytes = 0;
    }

    /// <returns>Whether the workspaces of this part may be there; false where the part is stored.</returns>
    private async Task<bool> MayStoreAsync(CancellationToken cancellationToken)
    {
        if (!part.Exists(row => row.Kind == RowKind.Workspace))
        {
            return true;
        }

        if (await IsStoredAsync(cancellationToken))
        {
            return false;
        }

        try
        {
            await check.RequireAgreementAsync(snapshots, part, cancellationToken);
            return true;
        }
        catch (ArchiveException e) when (e.IsOfStoredRows)
        {
            // Another process may import the same archive, and have stored this part meanwhile.
            if (!await IsStoredAsync(cancellationToken))
            {
                throw;
            }

            return false;
        }
    }

    private Task<bool> IsStoredAsync(CancellationToken cancellationToken) => store.CommitAsync(
        async unit => Outcome.Discard(
            (attempt ?? await place.FindAttemptAsync(unit, cancellationToken)) is { } one
            && await unit.Idempotency.FindAsync(KeyOf(one, parts), cancellationToken) is not null),
        cancellationToken);

    private async Task<bool> StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            (attempt, var isNew) = await store.CommitAsync(
                unit => StoreAsync(unit, cancellationToken), cancellationToken);
            return isNew;
        }
        catch (UniqueKeyException e)
        {
            throw new ArchiveException(
                "Rows of this archive are here already: another import of these workspaces was begun and not finished "
                + "within a day, or was finished more than a day ago. One that was not finished can be abandoned.",
                e)
            {
                IsPlaceTaken = true,
            };
        }
    }

    private async ValueTask<Outcome<(Guid Attempt, bool IsNew)>> StoreAsync(
        IUnitOfWork unit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var mine = attempt ?? await place.FindAttemptAsync(unit, cancellationToken);
        if (mine is not { } one)
        {
            one = Guid.CreateVersion7(now);
            await place.ReserveAsync(unit, one, now, cancellationToken);
        }
        else if (await unit.Idempotency.FindAsync(KeyOf(one, parts), cancellationToken) is not null)
        {
            return Outcome.Discard((one, false));
        }

        await place.AdvanceAsync(unit, one, part, now, cancellationToken);
        foreach (var row in part)
        {
            // The tenant may have other workspaces here, and then it stays as it is.
            if (archive.Header.Workspace is null || row.Value is not Tenant tenant
                || await unit.Workspaces.FindTenantAsync(tenant.Id, cancellationToken) is null)
            {
                await row.AddToAsync(unit, cancellationToken);
            }
        }

        await ImportPlace.MarkAsync(unit, KeyOf(one, parts), archive.Trailer.Sha256, now, cancellationToken);
        return Outcome.Keep((one, true));
    }

    // Begins with a line feed, so that it is no workspace's.
    private static string KeyOf(Guid attempt, long number) => $"\nimport\n{attempt:N}\n{number}";
}
