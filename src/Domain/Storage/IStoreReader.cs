namespace TeamAccess.Domain.Storage;

/// <summary>One state of the store. Members may be awaited one after another only.</summary>
public interface IStoreReader
{
    IWorkspaceReader Workspaces { get; }

    IMemberReader Members { get; }

    IGroupReader Groups { get; }

    IResourceReader Resources { get; }

    IUniqueValueReader UniqueValues { get; }

    IKeyReader Keys { get; }

    IDirectoryReader Directories { get; }

    IAuditReader Audit { get; }

    IProvisioningLogReader ProvisioningLog { get; }

    ICheckpointReader Checkpoints { get; }

    IRetentionReader Retention { get; }

    IWebhookReader Webhooks { get; }

    IImportReader Imports { get; }
}
