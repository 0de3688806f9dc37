using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal sealed class PostgresUnitOfWork(UnitSession session) : IUnitOfWork
{
    public IWorkspaceWriter Workspaces { get; } = new PostgresWorkspaces(session);

    public IMemberWriter Members { get; } = new PostgresMembers(session);

    public IGroupWriter Groups { get; } = new PostgresGroupWriter(session);

    public IResourceWriter Resources { get; } = new PostgresResources(session);

    public IUniqueValueWriter UniqueValues { get; } = new PostgresUniqueValues(session);

    public IKeyWriter Keys { get; } = new PostgresKeys(session);

    public IDirectoryWriter Directories { get; } = new PostgresDirectories(session);

    public IAuditWriter Audit { get; } = new PostgresAudit(session);

    public IProvisioningLogWriter ProvisioningLog { get; } = new PostgresProvisioningLog(session);

    public IIdempotencyWriter Idempotency { get; } = new PostgresIdempotency(session);

    public ILeases Leases { get; } = new PostgresLeases(session);

    public ICheckpointWriter Checkpoints { get; } = new PostgresCheckpoints(session);

    public IRetentionWriter Retention { get; } = new PostgresRetention(session);

    public IWebhookWriter Webhooks { get; } = new PostgresWebhooks(session);

    public IImportWriter Imports { get; } = new PostgresImports(session);

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
