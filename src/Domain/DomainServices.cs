using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Access;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Administration.Exports;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain;

/// <summary>Makes the domain's operations known to a host.</summary>
public static class DomainServices
{
    /// <summary>
    /// Adds every operation as a singleton. The host brings the <see cref="IStore"/> and the <see cref="TokenPepper"/>;
    /// the clock, the default role table, the built-in resource types, "no operator" and a key of its own to sign
    /// checkpoints with are added unless it brings its own.
    /// </summary>
    public static IServiceCollection AddTeamAccessDomain(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => RoleTableReader.ReadDefault());
        services.TryAddSingleton(OperatorToken.None);
        services.TryAddSingleton(ResourceCatalog.BuiltIn);
        services.TryAddSingleton<CredentialAuthentication>();
        services.TryAddSingleton(provider => new ReadGuard(
            Get<IStore>(provider), Get<RoleTable>(provider), Get<TimeProvider>(provider)));
        services.TryAddSingleton(provider => new ChangeRunner(
            Get<IStore>(provider),
            Get<RoleTable>(provider),
            Get<ResourceCatalog>(provider),
            Get<TimeProvider>(provider),
            Get<ILogger<ChangeRunner>>(provider)));
        return services.AddProvisioning().AddAdministration().AddWebhooks();
    }

    private static IServiceCollection AddProvisioning(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new UserReading(
            Get<IStore>(provider), Get<ReadGuard>(provider), new RecentGroups(Get<IStore>(provider))));
        services.TryAddSingleton(provider => new GroupReading(Get<IStore>(provider), Get<ReadGuard>(provider)));
        services.TryAddSingleton(provider => new UserProvisioning(Get<ChangeRunner>(provider), Get<UserReading>(provider)));
        services.TryAddSingleton(provider => new OwnProfile(
            Get<IStore>(provider), Get<ReadGuard>(provider), Get<ChangeRunner>(provider), Get<UserReading>(provider)));
        services.TryAddSingleton(provider => new GroupProvisioning(Get<ChangeRunner>(provider), Get<GroupReading>(provider)));
        services.TryAddSingleton(provider => new GovernanceReading(
            Get<IStore>(provider), Get<ReadGuard>(provider), Get<RoleTable>(provider), Get<ResourceCatalog>(provider)));
        services.TryAddSingleton(provider => new ResourceProvisioning(
            Get<ChangeRunner>(provider), new ResourceReading(Get<IStore>(provider), Get<ReadGuard>(provider))));
        services.TryAddSingleton(provider => new ResourceListing(
            Get<IStore>(provider),
            Get<ReadGuard>(provider),
            Get<ResourceCatalog>(provider),
            Get<UserReading>(provider),
            Get<GroupReading>(provider),
            Get<GovernanceReading>(provider)));
        return services;
    }

    private static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new WorkspaceAdministration(
            Get<IStore>(provider), Get<ChangeRunner>(provider), Get<ReadGuard>(provider), Get<TokenPepper>(provider)));
        services.TryAddSingleton(provider => new MemberAdministration(
            Get<ChangeRunner>(provider),
            new MemberListing(Get<IStore>(provider), Get<ReadGuard>(provider)),
            Get<RoleTable>(provider)));
        services.TryAddSingleton(provider => new OwnershipAdministration(
            Get<IStore>(provider), Get<ChangeRunner>(provider), Get<ReadGuard>(provider)));
        services.TryAddSingleton(provider => new ApiKeyAdministration(
            Get<IStore>(provider), Get<ChangeRunner>(provider), Get<ReadGuard>(provider), Get<TokenPepper>(provider)));
        services.TryAddSingleton(provider => new SessionAdministration(
            Get<ChangeRunner>(provider), Get<TokenPepper>(provider)));
        services.TryAddSingleton(_ => CheckpointKeys.FromPem(CheckpointKeys.CreatePem()));
        services.TryAddSingleton(provider => new CheckpointMaking(
            Get<IStore>(provider),
            Get<CheckpointKeys>(provider),
            provider.GetService<ICheckpointOutput>(),
            Get<TimeProvider>(provider)));
        services.TryAddSingleton(provider => new ChainVerifier(
            Get<IStore>(provider), Get<CheckpointKeys>(provider), provider.GetService<ICheckpointOutput>()));
        services.TryAddSingleton(provider => new AuditTrail(
            Get<IStore>(provider),
            Get<ReadGuard>(provider),
            Get<CheckpointKeys>(provider),
            Get<ChainVerifier>(provider),
            Get<CheckpointMaking>(provider)));
        services.TryAddSingleton(new ExportLimits());
        services.TryAddSingleton(new ImportLimits());
        services.TryAddSingleton(provider => new ArchiveAdministration(
            Get<IStore>(provider),
            provider.GetService<IArchives>(),
            Get<ExportLimits>(provider),
            Get<ImportLimits>(provider),
            Get<TimeProvider>(provider),
            Get<ILogger<ArchiveAdministration>>(provider)));
        services.TryAddSingleton<RequestSeal>();
        services.TryAddSingleton(provider => new ProvisioningLog(
            Get<IStore>(provider), Get<ReadGuard>(provider), provider.GetService<IProvisioningRecorder>()));
        services.TryAddSingleton(provider => new RequestReplay(
            Get<ChangeRunner>(provider),
            Get<RequestSeal>(provider),
            provider.GetService<IProvisioningRecorder>(),
            provider.GetService<IRequestReplay>));
        services.TryAddSingleton(provider => new DirectoryAdministration(
            Get<IStore>(provider),
            Get<ChangeRunner>(provider),
            Get<ReadGuard>(provider),
            Get<TokenPepper>(provider),
            Get<RoleTable>(provider),
            Get<TimeProvider>(provider)));
        services.TryAddSingleton(provider => new BreakerAdministration(Get<ChangeRunner>(provider)));
        services.TryAddSingleton(provider => new DirectoryCredentialAdministration(
            Get<DirectoryAdministration>(provider), Get<ChangeRunner>(provider), Get<TokenPepper>(provider)));
        services.TryAddSingleton(provider => new AccessTokens(
            Get<IStore>(provider), Get<ChangeRunner>(provider), Get<TokenPepper>(provider), Get<TimeProvider>(provider)));
        services.TryAddSingleton<TokenUses>();
        services.TryAddSingleton(provider => new SelfTestAdministration(
            Get<IStore>(provider), Get<ReadGuard>(provider), provider.GetService<ISelfTestSandbox>()));
        services.TryAddSingleton(provider => new RoleMappingAdministration(
            Get<IStore>(provider), Get<ChangeRunner>(provider), Get<ReadGuard>(provider)));
        services.TryAddSingleton(provider => new DemoInstallation(
            Get<IStore>(provider),
            Get<ChangeRunner>(provider),
            Get<SessionAdministration>(provider),
            Get<TokenPepper>(provider),
            Get<RoleTable>(provider),
            Get<TimeProvider>(provider)));
        services.TryAddSingleton(provider => new AccessChecks(
            Get<IStore>(provider),
            Get<RoleTable>(provider),
            Get<ReadGuard>(provider),
            Get<CredentialAuthentication>(provider),
            Get<TimeProvider>(provider)));
        return services;
    }

    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookPolicy());
        services.TryAddSingleton(provider => new WebhookAdministration(
            Get<IStore>(provider),
            Get<ChangeRunner>(provider),
            Get<ReadGuard>(provider),
            new WebhookSecrets(Get<TokenPepper>(provider)),
            Get<WebhookPolicy>(provider)));
        services.TryAddSingleton(provider => new WebhookDelivery(
            new WebhookOutbox(Get<IStore>(provider), Get<ChangeRunner>(provider), Get<TimeProvider>(provider)),
            new WebhookSecrets(Get<TokenPepper>(provider)),
            Get<IWebhookSender>(provider),
            Get<TimeProvider>(provider)));
        services.TryAddSingleton(provider => new WebhookTrial(
            Get<WebhookAdministration>(provider),
            provider.GetService<IWebhookSender>() is null ? null : Get<WebhookDelivery>(provider),
            Get<TimeProvider>(provider)));
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
