using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests;

public sealed class MemoryMembersTests : MembersConformance<MemoryEngine>;

public sealed class MemoryMemberListsTests : MemberListsConformance<MemoryEngine>;

public sealed class MemoryGroupsTests : GroupsConformance<MemoryEngine>;

public sealed class MemoryMembershipsTests : MembershipsConformance<MemoryEngine>;

public sealed class MemoryResourcesTests : ResourcesConformance<MemoryEngine>;

public sealed class MemoryGroupLinksTests : GroupLinksConformance<MemoryEngine>;

public sealed class MemoryKeysTests : KeysConformance<MemoryEngine>;

public sealed class MemoryDirectoriesTests : DirectoriesConformance<MemoryEngine>;

public sealed class MemoryWorkspacesTests : WorkspacesConformance<MemoryEngine>;

public sealed class MemoryAuditTests : AuditConformance<MemoryEngine>;

public sealed class MemoryProvisioningLogTests : ProvisioningLogConformance<MemoryEngine>;

public sealed class MemoryIdempotencyTests : IdempotencyConformance<MemoryEngine>;

public sealed class MemoryLeasesTests : LeasesConformance<MemoryEngine>;

public sealed class MemoryCheckpointsTests : CheckpointsConformance<MemoryEngine>;

public sealed class MemoryRetentionTests : RetentionConformance<MemoryEngine>;

public sealed class MemoryWebhooksTests : WebhooksConformance<MemoryEngine>;

public sealed class MemoryUnitsOfWorkTests : UnitsOfWorkConformance<MemoryEngine>;

public sealed class MemoryConcurrencyTests : ConcurrencyConformance<MemoryEngine>;

/// <summary>Runs every unit twice, so the suite's own units prove to be repeatable.</summary>
public sealed class MemoryEngine : IStoreUnderTest
{
    public Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore { RunsUnitsTwice = true });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class MemorySnapshotsTests : SnapshotsConformance<MemoryEngine>;

public sealed class MemoryImportsTests : ImportsConformance<MemoryEngine>;
