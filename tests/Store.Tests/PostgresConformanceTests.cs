using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests;

public sealed class PostgresMembersTests : MembersConformance<PostgresEngine>;

public sealed class PostgresMemberListsTests : MemberListsConformance<PostgresEngine>;

public sealed class PostgresGroupsTests : GroupsConformance<PostgresEngine>;

public sealed class PostgresMembershipsTests : MembershipsConformance<PostgresEngine>;

public sealed class PostgresResourcesTests : ResourcesConformance<PostgresEngine>;

public sealed class PostgresGroupLinksTests : GroupLinksConformance<PostgresEngine>;

public sealed class PostgresKeysTests : KeysConformance<PostgresEngine>;

public sealed class PostgresDirectoriesTests : DirectoriesConformance<PostgresEngine>;

public sealed class PostgresWorkspacesTests : WorkspacesConformance<PostgresEngine>;

public sealed class PostgresAuditTests : AuditConformance<PostgresEngine>;

public sealed class PostgresProvisioningLogTests : ProvisioningLogConformance<PostgresEngine>;

public sealed class PostgresIdempotencyTests : IdempotencyConformance<PostgresEngine>;

public sealed class PostgresLeasesTests : LeasesConformance<PostgresEngine>;

public sealed class PostgresCheckpointsTests : CheckpointsConformance<PostgresEngine>;

public sealed class PostgresRetentionTests : RetentionConformance<PostgresEngine>;

public sealed class PostgresWebhooksTests : WebhooksConformance<PostgresEngine>;

public sealed class PostgresUnitsOfWorkTests : UnitsOfWorkConformance<PostgresEngine>;

public sealed class PostgresConcurrencyTests : ConcurrencyConformance<PostgresEngine>;

public sealed class PostgresSnapshotsTests : SnapshotsConformance<PostgresEngine>;

public sealed class PostgresImportsTests : ImportsConformance<PostgresEngine>;
