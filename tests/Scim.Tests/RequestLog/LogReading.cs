using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.RequestLog;

/// <summary>Reads the provisioning log as the workspace's owner does.</summary>
internal static class LogReading
{
    public static async Task<IReadOnlyList<ProvisioningEntry>> ListAsync(ScimHost host, Call? call = null) =>
        (await WholeAsync(host, call)).Page.Entries;

    public static async Task<ProvisioningListing> WholeAsync(ScimHost host, Call? call = null) =>
        TestWorkspaces.Value(await host.Services.GetRequiredService<ProvisioningLog>()
            .ListAsync(call ?? host.One.Owner, new ProvisioningQuery(), 1000, CancellationToken.None));
}
