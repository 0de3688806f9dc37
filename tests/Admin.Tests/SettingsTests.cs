using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

/// <summary>What an owner sets up: the directory, keys, successors, the workspace itself.</summary>
public sealed class SettingsTests(AdminHost host) : IClassFixture<AdminHost>
{
    private DirectoryService.DirectoryServiceClient Directory => new(host.AsOwner());

    [Fact]
    public async Task Connection_FromBeginningToEnd_TokenEndsWithIt()
    {
        var created = await Directory.CreateConnectionAsync(
            new CreateConnectionRequest { DisplayName = "Okta", RoleCeiling = "manager" });
        var name = created.Connection.Name;
        var token = await Directory.CreateConnectionTokenAsync(new CreateConnectionTokenRequest { Connection = name });
        var updated = await Directory.UpdateConnectionAsync(new UpdateConnectionRequest
        {
            Connection = new Connection
            {
                Name = name,
                Etag = created.Connection.Etag,
                Paused = true,
                DisplayName = "Not this",
            },
            UpdateMask = new FieldMask { Paths = { "paused" } },
        });
        var tokens = await Directory.ListConnectionTokensAsync(new ListConnectionTokensRequest { Connection = name });
        var deleted = await Directory.DeleteConnectionAsync(
            new DeleteConnectionRequest { Connection = name, Etag = updated.Connection.Etag });

        Assert.Equal(("Manager", Dialect.Compatible), (created.Connection.RoleCeiling, created.Connection.Dialect));
        Assert.StartsWith("ta_scim_", token.Token, StringComparison.Ordinal);
        Assert.Equal((true, "Okta"), (updated.Connection.Paused, updated.Connection.DisplayName));
        Assert.Equal([token.ConnectionToken], tokens.ConnectionTokens);
        Assert.Equal(name, deleted.Connection);
        await host.As(token.Token).Call("MemberService/ListMembers")
            .RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
        await Directory.GetConnectionAsync(new GetConnectionRequest { Connection = name })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task ConnectionToken_Revoked_IsListedAsRevokedAndRefused()
    {
        var connection = (await Directory.ListConnectionsAsync(new ListConnectionsRequest())).Connections[0].Name;
        var token = await Directory.CreateConnectionTokenAsync(
            new CreateConnectionTokenRequest { Connection = connection });

        var revoked = await Directory.RevokeConnectionTokenAsync(
            new RevokeConnectionTokenRequest { ConnectionToken = token.ConnectionToken.Name });

        Assert.NotNull(revoked.ConnectionToken.RevokeTime);
        await host.As(token.Token).Call("MemberService/ListMembers")
            .RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task RoleMapping_FromBeginningToEnd()
    {
        var connection = (await Directory.ListConnectionsAsync(new ListConnectionsRequest())).Connections[0].Name;

        var created = await Directory.CreateRoleMappingAsync(new CreateRoleMappingRequest
        {
            Connection = connection,
            GroupDisplayName = "Support",
            Role = "operator",
        });
        var updated = await Directory.UpdateRoleMappingAsync(new UpdateRoleMappingRequest
        {
            RoleMapping = new RoleMapping { Name = created.RoleMapping.Name, Role = "Reviewer" },
        });
        var listed = await Directory.ListRoleMappingsAsync(new ListRoleMappingsRequest { Connection = connection });
        await Directory.DeleteRoleMappingAsync(new DeleteRoleMappingRequest { RoleMapping = created.RoleMapping.Id });
        var rest = await Directory.ListRoleMappingsAsync(new ListRoleMappingsRequest());

        var mapping = created.RoleMapping;
        Assert.Equal(("Operator", "Support", ""), (mapping.Role, mapping.GroupDisplayName, mapping.Group));
        Assert.Equal(("Reviewer", false), (updated.RoleMapping.Role, updated.RoleMapping.Paused));
        Assert.Equal([updated.RoleMapping], listed.RoleMappings);
        Assert.Empty(rest.RoleMappings);
    }

    [Fact]
    public async Task ApiKey_RotatedWithOverlap_BothWorkUntilTheOldIsRevoked()
    {
        var keys = new ApiKeyService.ApiKeyServiceClient(host.AsOwner());
        var old = await keys.CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "Rotating" });

        var replaced = await keys.RotateApiKeyAsync(new RotateApiKeyRequest
        {
            ApiKey = old.ApiKey.Name,
            Overlap = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
        });
        await host.As(old.Token).Call("MemberService/ListMembers");
        await host.As(replaced.Token).Call("MemberService/ListMembers");
        var found = await keys.GetApiKeyAsync(new GetApiKeyRequest { ApiKey = old.ApiKey.Id });
        var revoked = await keys.RevokeMemberApiKeysAsync(
            new RevokeMemberApiKeysRequest { Member = old.ApiKey.Member });

        Assert.NotNull(found.ApiKey.ExpireTime);
        Assert.Superset(
            new HashSet<string> { old.ApiKey.Name, replaced.ApiKey.Name }, revoked.ApiKeys.ToHashSet());
        await host.As(replaced.Token).Call("MemberService/ListMembers")
            .RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Workspace_Updated_MaskSaysWhatChanges()
    {
        var workspaces = new WorkspaceService.WorkspaceServiceClient(host.AsOwner());

        var updated = await workspaces.UpdateWorkspaceAsync(new UpdateWorkspaceRequest
        {
            Workspace = new Workspace { Name = "workspaces/demo", DepartedKeyPolicy = DepartedKeyPolicy.Suspend },
        });
        var found = await workspaces.GetWorkspaceAsync(new GetWorkspaceRequest { Workspace = "demo" });

        Assert.Equal(
            (DepartedKeyPolicy.Suspend, "Demo"),
            (updated.Workspace.DepartedKeyPolicy, updated.Workspace.DisplayName));
        Assert.Equal(updated.Workspace, found.Workspace);
        Assert.Equal(updated.Revision, found.Revision);
        Assert.InRange(found.Usage.ActiveMembers, 1, found.Usage.Members);
    }

    [Fact]
    public async Task Successors_AndBillingOwner_AreAnsweredInOrder()
    {
        var ownership = new OwnershipService.OwnershipServiceClient(host.AsOwner());
        var (first, second) = (await host.MemberAsync("Admin"), await host.MemberAsync("Admin"));

        await ownership.SetSuccessorsAsync(
            new SetSuccessorsRequest { Successors = { second.Id.ToString(), $"members/{first.Id}" } });
        var billed = await ownership.SetBillingOwnerAsync(new SetBillingOwnerRequest { Member = first.Id.ToString() });

        Assert.Equal(
            [$"workspaces/demo/members/{second.Id}", $"workspaces/demo/members/{first.Id}"],
            billed.Ownership.Successors);
        Assert.Equal($"workspaces/demo/members/{first.Id}", billed.Ownership.BillingOwner);
    }

    [Fact]
    public async Task Seats_Full_ReactivationIsRefusedWithQuotaFailure()
    {
        var created = await new WorkspaceService.WorkspaceServiceClient(host.AsOperator()).CreateWorkspaceAsync(
            new CreateWorkspaceRequest
            {
                WorkspaceId = "full",
                DisplayName = "Full",
                OwnerUserName = "o@full.test",
                SeatLimit = 2,
            });
        var full = new Domain.WorkspaceId("full");
        var left = await host.MemberAsync("Viewer", workspace: full);
        var members = new MemberService.MemberServiceClient(host.As(created.OwnerToken));
        await members.DeactivateMemberAsync(new DeactivateMemberRequest { Member = left.Id.ToString() });
        await host.MemberAsync("Viewer", workspace: full);

        var refused = await members.ReactivateMemberAsync(new ReactivateMemberRequest { Member = left.Id.ToString() })
            .RefusedAsync(StatusCode.ResourceExhausted, "SEAT_LIMIT_REACHED");

        Assert.NotNull(refused.Detail<Google.Rpc.QuotaFailure>());
        Assert.Equal("2", refused.Info().Metadata["limit"]);
    }
}
