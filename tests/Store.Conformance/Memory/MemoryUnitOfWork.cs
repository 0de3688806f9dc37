using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

/// <summary>A state and what a unit of work makes of it.</summary>
internal sealed class MemoryUnitOfWork : IUnitOfWork
{
    private MemoryState state;
    private bool broken;

    /// <param name="time">Of leases.</param>
    public MemoryUnitOfWork(MemoryState state, TimeProvider time)
    {
        this.state = state;
        Workspaces = new MemoryWorkspaces(this);
        Members = new MemoryMembers(this);
        Groups = new MemoryGroups(this);
        Resources = new MemoryResources(this);
        UniqueValues = new MemoryUniqueValues(this);
        Keys = new MemoryKeys(this);
        Directories = new MemoryDirectories(this);
        Audit = new MemoryAudit(this);
        ProvisioningLog = new MemoryProvisioningLog(this);
        Idempotency = new MemoryIdempotency(this);
        Checkpoints = new MemoryCheckpoints(this);
        Retention = new MemoryRetention(this);
        Leases = new MemoryLeases(this, time);
        Webhooks = new MemoryWebhooks(this);
        Imports = new MemoryImports(this);
    }

    public MemoryState State
    {
        get => broken ? throw WentOn() : state;
        set => state = value;
    }

    public IWorkspaceWriter Workspaces { get; }

    public IMemberWriter Members { get; }

    public IGroupWriter Groups { get; }

    public IResourceWriter Resources { get; }

    public IUniqueValueWriter UniqueValues { get; }

    public IKeyWriter Keys { get; }

    public IDirectoryWriter Directories { get; }

    public IAuditWriter Audit { get; }

    public IProvisioningLogWriter ProvisioningLog { get; }

    public IIdempotencyWriter Idempotency { get; }

    public ILeases Leases { get; }

    public ICheckpointWriter Checkpoints { get; }

    public IRetentionWriter Retention { get; }

    public IWebhookWriter Webhooks { get; }

    public IImportWriter Imports { get; }

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

    public MemoryState StateToKeep() => State;

    /// <summary>Ends the unit over a key that is taken.</summary>
    public UniqueKeyException Taken(string what)
    {
        broken = true;
        return new UniqueKeyException($"There is already {what}.");
    }

    public static InvalidOperationException Missing(string what) =>
        new($"There is no {what} to change.");

    private static InvalidOperationException WentOn() =>
        new("The unit of work went on after a unique key had been broken. Let the exception pass.");
}
