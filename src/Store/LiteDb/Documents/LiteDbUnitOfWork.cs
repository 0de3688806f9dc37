using LiteDB;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>One run of a unit of work on the engine thread. Everything it answers is there at once.</summary>
/// <param name="database">As the engine gave it to this run.</param>
/// <param name="changes">Takes note of the changed rows that a cache may hold.</param>
/// <param name="time">Of leases.</param>
internal sealed class LiteDbUnitOfWork(ILiteDatabase database, RowChanges changes, TimeProvider time) : IUnitOfWork
{
    public IWorkspaceWriter Workspaces => field ??= new LiteDbWorkspaces(database, changes);

    public IMemberWriter Members => field ??= new LiteDbMembers(database, changes);

    public IGroupWriter Groups => field ??= new LiteDbGroups(database);

    public IResourceWriter Resources => field ??= new LiteDbResources(database);

    public IUniqueValueWriter UniqueValues => field ??= new LiteDbUniqueValues(database);

    public IKeyWriter Keys => field ??= new LiteDbKeys(database, changes);

    public IDirectoryWriter Directories => field ??= new LiteDbDirectories(database, changes);

    public IAuditWriter Audit => field ??= new LiteDbAudit(database);

    public IProvisioningLogWriter ProvisioningLog => field ??= new LiteDbProvisioningLog(database);

    public IIdempotencyWriter Idempotency => field ??= new LiteDbIdempotency(database);

    public ILeases Leases => field ??= new LiteDbLeases(database, time);

    public ICheckpointWriter Checkpoints => field ??= new LiteDbCheckpoints(database);

    public IRetentionWriter Retention => field ??= new LiteDbRetention(database, changes);

    public IWebhookWriter Webhooks => field ??= new LiteDbWebhooks(database);

    public IImportWriter Imports => field ??= new LiteDbImports(database, changes);

    IWorkspaceReader IStoreReader.Workspaces => Workspaces;

    IMemberReader IStoreReader.Members => Members;

    IGroupReader IStoreReader.Groups => Groups;

    IResourceReader IStoreReader.Resources => Resources;

    IUniqueValueReader IStoreReader.UniqueValues => UniqueValues;

    IKeyReader IStoreReader.Keys => Keys;

    IDirectoryReader IStoreReader.Directories => Directories;

    IAuditReader IStoreReader.Audit => Audit;

    IProvisioningLogReader IStoreReader.ProvisioningLog => ProvisioningLog;

    ICheckpointReader IStoreReader.Checkpoints => Checkpoints;

    IRetentionReader IStoreReader.Retention => Retention;

    IWebhookReader IStoreReader.Webhooks => Webhooks;

    IImportReader IStoreReader.Imports => Imports;
}
