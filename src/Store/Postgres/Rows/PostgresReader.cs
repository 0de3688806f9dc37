using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal sealed class PostgresReader(Session session) : IStoreReader
{
    public IWorkspaceReader Workspaces { get; } = new PostgresWorkspaceReader(session);

    public IMemberReader Members { get; } = new PostgresMemberReader(session);

    public IGroupReader Groups { get; } = new PostgresGroupReader(session);

    public IResourceReader Resources { get; } = new PostgresResourceReader(session);

    public IUniqueValueReader UniqueValues { get; } = new PostgresUniqueValueReader(session);

    public IKeyReader Keys { get; } = new PostgresKeyReader(session);

    public IDirectoryReader Directories { get; } = new PostgresDirectoryReader(session);

    public IAuditReader Audit { get; } = new PostgresAuditReader(session);

    public IProvisioningLogReader ProvisioningLog { get; } = new PostgresProvisioningLogReader(session);

    public ICheckpointReader Checkpoints { get; } = new PostgresCheckpointReader(session);

    public IRetentionReader Retention { get; } = new PostgresRetentionReader(session);

    public IWebhookReader Webhooks { get; } = new PostgresWebhookReader(session);

    public IImportReader Imports { get; } = new PostgresImportReader(session);
}
