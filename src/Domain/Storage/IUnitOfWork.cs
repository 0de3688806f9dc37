namespace TeamAccess.Domain.Storage;

/// <summary>
/// A state of the store that can be changed. Reads see the unit's own writes. The domain checks before it writes; a
/// write that breaks a unique key all the same throws <see cref="UniqueKeyException"/>, and the whole unit is run again
/// or undone.
/// </summary>
public interface IUnitOfWork : IStoreReader
{
    new IWorkspaceWriter Workspaces { get; }

    new IMemberWriter Members { get; }

    new IGroupWriter Groups { get; }

    new IResourceWriter Resources { get; }

    new IUniqueValueWriter UniqueValues { get; }

    new IKeyWriter Keys { get; }

    new IDirectoryWriter Directories { get; }

    new IAuditWriter Audit { get; }

    new IProvisioningLogWriter ProvisioningLog { get; }

    new ICheckpointWriter Checkpoints { get; }

    new IRetentionWriter Retention { get; }

    new IWebhookWriter Webhooks { get; }

    new IImportWriter Imports { get; }

    IIdempotencyWriter Idempotency { get; }

    ILeases Leases { get; }
}
