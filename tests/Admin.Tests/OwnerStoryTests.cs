using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

/// <summary>A day of an owner, over the wire from beginning to end.</summary>
public sealed class OwnerStoryTests : IAsyncLifetime
{
    private readonly AdminHost host = new();

    private ApiKeyService.ApiKeyServiceClient Keys => new(host.AsOwner());

    private AccessService.AccessServiceClient Access => new(host.AsOwner());

    private MemberService.MemberServiceClient Members => new(host.AsOwner());

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Offboarding_KeyOfAMember_EndsWithTheMemberAndIsInTheLog()
    {
        var ben = await host.MemberAsync("Operator");
        var created = await Keys.CreateApiKeyAsync(new CreateApiKeyRequest
        {
            Member = ben.Id.ToString(),
            DisplayName = "Dialler",
            Permissions = { "resources.use" },
        });
        var question = new CheckRequest { ApiKeyToken = created.Token, Permission = "resources.use" };
        var before = await Access.CheckAsync(question);

        var deactivated = await Members.DeactivateMemberAsync(
            new DeactivateMemberRequest { Member = $"workspaces/demo/members/{ben.Id}" });
        var after = await Access.CheckAsync(question);
        var byKey = host.As(created.Token).Call("MemberService/ListMembers");
        var bySession = host.As(ben.Token).Call("MemberService/ListMembers");

        Assert.True(before.Allowed);
        Assert.Equal(AccessReason.Granted, before.Reason);
        Assert.Equal($"workspaces/demo/members/{ben.Id}", before.Member);
        Assert.Equal(MemberState.Deactivated, deactivated.Member.State);
        Assert.NotNull(deactivated.Member.Departure);
        Assert.False(after.Allowed);
        Assert.Equal(AccessReason.KeyRevoked, after.Reason);
        Assert.True(after.Revision >= deactivated.Revision);
        await byKey.RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
        await bySession.RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
        await AssertLogAsync(ben, deactivated.AuditEvent);
    }

    [Fact]
    public async Task Ownership_Transferred_FormerOwnerIsAdminAndTheTokenStillWorks()
    {
        var next = await host.MemberAsync("Manager");
        var ownership = new OwnershipService.OwnershipServiceClient(host.AsOwner());
        var before = (await ownership.GetOwnershipAsync(new GetOwnershipRequest())).Ownership;

        var transferred = await ownership.TransferOwnershipAsync(
            new TransferOwnershipRequest { Member = next.Id.ToString(), Etag = before.Etag });
        var former = (await Members.GetMemberAsync(new GetMemberRequest { Member = before.Owner })).Member;
        var again = ownership.TransferOwnershipAsync(new TransferOwnershipRequest { Member = before.Owner });

        Assert.False(transferred.Ownership.Vacant);
        Assert.Equal($"workspaces/demo/members/{next.Id}", transferred.Ownership.Owner);
        Assert.StartsWith("workspaces/demo/auditEvents/", transferred.AuditEvent, StringComparison.Ordinal);
        Assert.Equal("Admin", former.Role);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await again);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    [Fact]
    public async Task Ownership_OwnerRemovedByNobody_OnlyOwnerPassesItOn()
    {
        var admin = await host.MemberAsync("Admin");
        var owner = (await new OwnershipService.OwnershipServiceClient(host.AsOwner())
            .GetOwnershipAsync(new GetOwnershipRequest())).Ownership.Owner;

        await new MemberService.MemberServiceClient(host.As(admin.Token))
            .RemoveMemberAsync(new RemoveMemberRequest { Member = owner })
            .RefusedAsync(StatusCode.PermissionDenied, "ROLE_NOT_BELOW_CALLER");
        await new OwnershipService.OwnershipServiceClient(host.As(admin.Token))
            .TransferOwnershipAsync(new TransferOwnershipRequest { Member = admin.Id.ToString() })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Workspace_CreatedByOperator_OwnerTokenWorksThereAndNowhereElse()
    {
        var workspaces = new WorkspaceService.WorkspaceServiceClient(host.AsOperator());
        var created = await workspaces.CreateWorkspaceAsync(new CreateWorkspaceRequest
        {
            WorkspaceId = "acme",
            DisplayName = "Acme",
            OwnerUserName = "eve@acme.test",
            SeatLimit = 3,
        });

        var listed = await workspaces.ListWorkspacesAsync(new ListWorkspacesRequest { PageSize = 1 });
        var rest = await workspaces.ListWorkspacesAsync(
            new ListWorkspacesRequest { PageSize = 1, PageToken = listed.NextPageToken });
        var members = await new MemberService.MemberServiceClient(host.As(created.OwnerToken))
            .ListMembersAsync(new ListMembersRequest());

        Assert.Equal((3, "tenants/default"), (created.Workspace.SeatLimit, created.Workspace.Tenant));
        Assert.Equal(["acme", "demo"], listed.Workspaces.Concat(rest.Workspaces).Select(workspace => workspace.Id));
        Assert.Empty(rest.NextPageToken);
        Assert.Equal(["eve@acme.test"], members.Members.Select(member => member.UserName));
        await host.As(created.OwnerToken)
            .Call("WorkspaceService/GetWorkspace", new GetWorkspaceRequest { Workspace = "demo" })
            .RefusedAsync(StatusCode.PermissionDenied, "OTHER_WORKSPACE");
    }

    private async Task AssertLogAsync(Seeded ben, string lastEvent)
    {
        var audit = new AuditService.AuditServiceClient(host.AsOwner());
        var log = await audit.QueryAuditEventsAsync(new QueryAuditEventsRequest { Member = ben.Id.ToString() });
        var chain = await audit.VerifyChainAsync(new VerifyChainRequest());

        var actions = log.AuditEvents.Select(logged => logged.Action).ToList();
        Assert.Equal("api_key.created", actions[0]);
        Assert.Contains("member.deactivated", actions);
        Assert.Contains("api_key.revoked", actions);
        Assert.Equal(log.AuditEvents.OrderBy(logged => logged.Sequence), log.AuditEvents);
        Assert.Contains(log.AuditEvents, logged => logged.Name == lastEvent);
        Assert.All(log.AuditEvents, logged => Assert.Equal((Door.Grpc, "127.0.0.1"), (logged.Door, logged.Address)));
        Assert.True(chain.Intact);
        Assert.Equal(0, chain.BrokenAt);
        Assert.Equal(32, chain.HeadHash.Length);
    }
}
