using TeamAccess.Domain.Access;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Actors;

/// <summary>A role counts in its own workspace only, even if an adapter let a call for another one through.</summary>
public sealed class OtherWorkspaceTests
{
    [Fact]
    public async Task Owner_CallForTheNeighbour_ReadsAndChangesNothingThere()
    {
        using var world = await World.StartAsync();
        var neighbour = await world.NeighbourAsync();
        var call = world.Owner with { Workspace = neighbour.Owner.Workspace };
        var before = await neighbour.HeadAsync();
        var question = new AccessQuestion(new AccessSubject.OfMember(neighbour.OwnerId), "", null);
        var rename = new WorkspaceChanges("Mine now", null, null, null);

        Failure[] refusals =
        [
            World.Refused(await world.Get<WorkspaceAdministration>().GetAsync(call, CancellationToken.None)),
            World.Refused(await world.Get<WorkspaceAdministration>().UpdateAsync(call, rename, null, CancellationToken.None)),
            World.Refused(await world.Get<MemberAdministration>().GetAsync(call, neighbour.OwnerId, CancellationToken.None)),
            World.Refused(await world.Get<OwnershipAdministration>().GetAsync(call, CancellationToken.None)),
            World.Refused(await world.Get<AuditTrail>().QueryAsync(call, new AuditQuery(), 10, CancellationToken.None)),
            World.Refused(await world.Get<AccessChecks>().CheckAsync(call, question, CancellationToken.None)),
        ];

        Assert.All(refusals, refused => Assert.Equal(FailureKind.PermissionDenied, refused.Kind));
        Assert.Equal(before, await neighbour.HeadAsync());
    }
}
