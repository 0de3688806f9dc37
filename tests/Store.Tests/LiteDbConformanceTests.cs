using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests;

public sealed class LiteDbMembersTests : MembersConformance<LiteDbEngine>;

public sealed class LiteDbMemberListsTests : MemberListsConformance<LiteDbEngine>;

public sealed class LiteDbGroupsTests : GroupsConformance<LiteDbEngine>;

public sealed class LiteDbMembershipsTests : MembershipsConformance<LiteDbEngine>;

public sealed class LiteDbResourcesTests : ResourcesConformance<LiteDbEngine>;

public sealed class LiteDbGroupLinksTests : GroupLinksConformance<LiteDbEngine>;

public sealed class LiteDbKeysTests : KeysConformance<LiteDbEngine>;

public sealed class LiteDbDirectoriesTests : DirectoriesConformance<LiteDbEngine>;

public sealed class LiteDbWorkspacesTests : WorkspacesConformance<LiteDbEngine>;

public sealed class LiteDbAuditTests : AuditConformance<LiteDbEngine>;

public sealed class LiteDbProvisioningLogTests : ProvisioningLogConformance<LiteDbEngine>;

public sealed class LiteDbIdempotencyTests : IdempotencyConformance<LiteDbEngine>;

public sealed class LiteDbLeasesTests : LeasesConformance<LiteDbEngine>;

public sealed class LiteDbCheckpointsTests : CheckpointsConformance<LiteDbEngine>;

public sealed class LiteDbRetentionTests : RetentionConformance<LiteDbEngine>;

public sealed class LiteDbWebhooksTests : WebhooksConformance<LiteDbEngine>;

public sealed class LiteDbUnitsOfWorkTests : UnitsOfWorkConformance<LiteDbEngine>;

public sealed class LiteDbConcurrencyTests : ConcurrencyConformance<LiteDbEngine>;

public sealed class LiteDbSnapshotsTests : SnapshotsConformance<LiteDbEngine>;

public sealed class LiteDbImportsTests : ImportsConformance<LiteDbEngine>;
