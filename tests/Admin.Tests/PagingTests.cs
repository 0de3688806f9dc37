using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

public sealed class PagingTests(AdminHost host) : IClassFixture<AdminHost>
{
    private MemberService.MemberServiceClient Members => new(host.AsOwner());

    [Fact]
    public async Task ListMembers_PageByPage_EveryMemberOnceInOrderOfCreation()
    {
        for (var i = 0; i < 5; i++)
        {
            await host.MemberAsync("Reviewer");
        }

        var request = new ListMembersRequest { Role = "reviewer", PageSize = 2 };
        var found = new List<string>();
        do
        {
            var page = await Members.ListMembersAsync(request);
            found.AddRange(page.Members.Select(member => member.Id));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(5, found.Count);
        Assert.Equal(found.Order(StringComparer.Ordinal).Distinct(), found);
    }

    [Fact]
    public async Task PageToken_OtherArguments_InvalidArgument()
    {
        var token = await TokenAsync();

        await Members.ListMembersAsync(new ListMembersRequest { PageSize = 1, PageToken = token, Role = "Viewer" })
            .RefusedAsync(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task PageToken_OtherPageSize_GoesOn()
    {
        var token = await TokenAsync();

        var page = await Members.ListMembersAsync(new ListMembersRequest { PageSize = 100, PageToken = token });

        Assert.NotEmpty(page.Members);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("not base64 !")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZnBvc2l0aW9u")]
    public async Task PageToken_MadeUp_InvalidArgument(string token) =>
        await Members.ListMembersAsync(new ListMembersRequest { PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");

    [Fact]
    public async Task PageToken_OfAnotherMethodOrWorkspace_InvalidArgument()
    {
        var token = await TokenAsync();
        var elsewhere = await host.MemberAsync("Owner", workspace: new Domain.WorkspaceId("elsewhere"));

        await new ApiKeyService.ApiKeyServiceClient(host.AsOwner())
            .ListApiKeysAsync(new ListApiKeysRequest { PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
        await new MemberService.MemberServiceClient(host.As(elsewhere.Token))
            .ListMembersAsync(new ListMembersRequest { PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task PageSize_Negative_InvalidArgument() =>
        await Members.ListMembersAsync(new ListMembersRequest { PageSize = -1 })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");

    [Fact]
    public async Task QueryAuditEvents_PageByPage_EveryEventOnceInOrder()
    {
        var audit = new AuditService.AuditServiceClient(host.AsOwner());
        var all = await audit.QueryAuditEventsAsync(new QueryAuditEventsRequest());

        var request = new QueryAuditEventsRequest { PageSize = 1 };
        var found = new List<long>();
        do
        {
            var page = await audit.QueryAuditEventsAsync(request);
            found.AddRange(page.AuditEvents.Select(logged => logged.Sequence));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(all.AuditEvents.Select(logged => logged.Sequence), found);
    }

    [Fact]
    public async Task ListRoles_PageByPage_HighestFirst()
    {
        var workspaces = new WorkspaceService.WorkspaceServiceClient(host.AsOwner());

        var first = await workspaces.ListRolesAsync(new ListRolesRequest { PageSize = 2 });
        var second = await workspaces.ListRolesAsync(new ListRolesRequest { PageToken = first.NextPageToken });

        var roles = first.Roles.Concat(second.Roles).ToList();
        Assert.Equal(
            ["Owner", "Admin", "Manager", "Operator", "Reviewer", "Member", "Viewer"], roles.Select(role => role.Id));
        Assert.Equal(roles.OrderByDescending(role => role.Rank), roles);
        Assert.Equal(["Operator", "Reviewer", "Member", "Viewer"], roles[2].Grants);
        Assert.Empty(second.NextPageToken);
    }

    private async Task<string> TokenAsync()
    {
        await host.MemberAsync("Member");
        var page = await Members.ListMembersAsync(new ListMembersRequest { PageSize = 1 });
        return page.NextPageToken;
    }
}
