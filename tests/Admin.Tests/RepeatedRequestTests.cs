using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

/// <summary><c>request_id</c>, <c>validate_only</c> and <c>etag</c>.</summary>
public sealed class RepeatedRequestTests(AdminHost host) : IClassFixture<AdminHost>
{
    private ApiKeyService.ApiKeyServiceClient Keys => new(host.AsOwner());

    private MemberService.MemberServiceClient Members => new(host.AsOwner());

    [Fact]
    public async Task RequestId_SameRequest_SameAnswerNoSecondKeyAndNoTokenAgain()
    {
        var member = await host.MemberAsync("Operator");
        var request = new CreateApiKeyRequest
        {
            Member = member.Id.ToString(),
            DisplayName = "Once",
            RequestId = "first-of-all",
        };

        var first = await Keys.CreateApiKeyAsync(request);
        var second = await Keys.CreateApiKeyAsync(request);
        var listed = await Keys.ListApiKeysAsync(new ListApiKeysRequest { Member = member.Id.ToString() });

        Assert.StartsWith("ta_key_", first.Token, StringComparison.Ordinal);
        Assert.Empty(second.Token);
        first.Token = "";
        Assert.Equal(first, second);
        Assert.Single(listed.ApiKeys);
    }

    [Fact]
    public async Task RequestId_OtherFields_InvalidArgument()
    {
        var member = await host.MemberAsync("Operator");
        var request = new CreateApiKeyRequest
        {
            Member = member.Id.ToString(),
            DisplayName = "One",
            RequestId = "used-twice",
        };
        await Keys.CreateApiKeyAsync(request);
        request.DisplayName = "Another";

        await Keys.CreateApiKeyAsync(request).RefusedAsync(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task RequestId_OtherMethodOrOtherActor_IsAnotherRequest()
    {
        var member = await host.MemberAsync("Operator");
        var admin = await host.MemberAsync("Admin");
        var request = new DeactivateMemberRequest { Member = member.Id.ToString(), RequestId = "shared" };

        var off = await Members.DeactivateMemberAsync(request);
        var on = await Members.ReactivateMemberAsync(
            new ReactivateMemberRequest { Member = member.Id.ToString(), RequestId = "shared" });
        var offAgain = await new MemberService.MemberServiceClient(host.As(admin.Token)).DeactivateMemberAsync(request);

        Assert.True(off.Revision < on.Revision && on.Revision < offAgain.Revision);
        Assert.Equal(MemberState.Deactivated, offAgain.Member.State);
    }

    [Fact]
    public async Task RequestId_OwnershipTransferred_TheFormerOwnerIsAnsweredAgain()
    {
        var (former, token) = await OwnWorkspaceAsync("repeat-transfer");
        var next = await host.MemberAsync("Admin", workspace: new Domain.WorkspaceId("repeat-transfer"));
        var client = new OwnershipService.OwnershipServiceClient(host.As(token));
        var request = new TransferOwnershipRequest { Member = next.Id.ToString(), RequestId = "pass-on" };

        var first = await client.TransferOwnershipAsync(request);
        var second = await client.TransferOwnershipAsync(request);

        Assert.NotEqual(former, first.Ownership.Owner);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task ValidateOnly_WholeCheck_NothingKept()
    {
        var member = await host.MemberAsync("Operator");
        var before = await host.Store.GetRevisionAsync(Seed.Demo, default);

        var created = await Keys.CreateApiKeyAsync(new CreateApiKeyRequest
        {
            Member = member.Id.ToString(),
            DisplayName = "Tried",
            ValidateOnly = true,
            RequestId = "tried",
        });
        var deactivated = await Members.DeactivateMemberAsync(
            new DeactivateMemberRequest { Member = member.Id.ToString(), ValidateOnly = true });
        var found = await Members.GetMemberAsync(new GetMemberRequest { Member = member.Id.ToString() });
        var keys = await Keys.ListApiKeysAsync(new ListApiKeysRequest { Member = member.Id.ToString() });

        Assert.Equal(("", 0, ""), (created.Token, created.Revision, created.AuditEvent));
        Assert.Equal(MemberState.Deactivated, deactivated.Member.State);
        Assert.Equal(MemberState.Active, found.Member.State);
        Assert.Empty(keys.ApiKeys);
        Assert.Equal(before, await host.Store.GetRevisionAsync(Seed.Demo, default));
    }

    [Fact]
    public async Task ValidateOnly_WhatWouldBeRefused_IsRefused()
    {
        var member = await host.MemberAsync("Viewer");

        await new MemberService.MemberServiceClient(host.As(member.Token)).DeactivateMemberAsync(
                new DeactivateMemberRequest { Member = member.Id.ToString(), ValidateOnly = true })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Etag_Stale_Aborted()
    {
        var member = await host.MemberAsync("Operator");
        var seen = (await Members.GetMemberAsync(new GetMemberRequest { Member = member.Id.ToString() })).Member.Etag;
        await Members.UpdateMemberRoleAsync(
            new UpdateMemberRoleRequest { Member = member.Id.ToString(), Role = "member", Etag = seen });

        await Members.UpdateMemberRoleAsync(
                new UpdateMemberRoleRequest { Member = member.Id.ToString(), Role = "Viewer", Etag = seen })
            .RefusedAsync(StatusCode.Aborted, "VERSION_MISMATCH");
    }

    [Fact]
    public async Task Etag_NotOurs_InvalidArgument()
    {
        var member = await host.MemberAsync("Operator");

        await Members.DeactivateMemberAsync(new DeactivateMemberRequest { Member = member.Id.ToString(), Etag = "W/1" })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    private async Task<(string Owner, string Token)> OwnWorkspaceAsync(string id)
    {
        var created = await new WorkspaceService.WorkspaceServiceClient(host.AsOperator()).CreateWorkspaceAsync(
            new CreateWorkspaceRequest { WorkspaceId = id, DisplayName = id, OwnerUserName = "owner@example.com" });
        return (created.Owner, created.OwnerToken);
    }
}
