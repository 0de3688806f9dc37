using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

/// <summary>Who may change whom, and who may give what: every pair of the role table, over the wire.</summary>
public sealed class HierarchyTests(AdminHost host) : IClassFixture<AdminHost>
{
    private static readonly string[] Roles = ["Owner", "Admin", "Manager", "Operator", "Reviewer", "Member", "Viewer"];
    private static readonly string[] Managing = ["Owner", "Admin", "Manager"];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var actor in Roles)
        {
            foreach (var target in Roles)
            {
                pairs.Add(actor, target);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Deactivate_AnyPair_OnlyWhoStandsBelowAManagingRole(string actor, string target)
    {
        var (caller, member) = (await host.MemberAsync(actor), await host.MemberAsync(target));
        var client = new MemberService.MemberServiceClient(host.As(caller.Token));
        var call = client.DeactivateMemberAsync(new DeactivateMemberRequest { Member = member.Id.ToString() });

        if (Managing.Contains(actor) && Below(target, actor))
        {
            Assert.Equal(MemberState.Deactivated, (await call).Member.State);
        }
        else
        {
            await call.RefusedAsync(
                StatusCode.PermissionDenied, Managing.Contains(actor) ? "ROLE_NOT_BELOW_CALLER" : "PERMISSION_DENIED");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task UpdateRole_AnyPair_OnlyWhatTheActorMayGive(string actor, string granted)
    {
        var (caller, member) = (await host.MemberAsync(actor), await host.MemberAsync("Viewer"));
        var client = new MemberService.MemberServiceClient(host.As(caller.Token));
        var call = client.UpdateMemberRoleAsync(
            new UpdateMemberRoleRequest { Member = member.Id.ToString(), Role = granted });

        var grants = granted != "Owner"
            && (actor is "Owner" or "Admin" || (actor == "Manager" && Below(granted, actor)));
        if (grants)
        {
            Assert.Equal(granted, (await call).Member.Role);
        }
        else
        {
            await call.RefusedAsync(
                StatusCode.PermissionDenied, Managing.Contains(actor) ? "ROLE_NOT_GRANTABLE" : "PERMISSION_DENIED");
        }
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("Manager")]
    public async Task UpdateRole_Oneself_Refused(string role)
    {
        var caller = await host.MemberAsync(role);

        await new MemberService.MemberServiceClient(host.As(caller.Token))
            .UpdateMemberRoleAsync(new UpdateMemberRoleRequest { Member = caller.Id.ToString(), Role = "Viewer" })
            .RefusedAsync(StatusCode.PermissionDenied, "ROLE_NOT_BELOW_CALLER");
    }

    [Fact]
    public async Task Key_LimitedToReading_ChangesNothing()
    {
        var admin = await host.MemberAsync("Admin");
        var member = await host.MemberAsync("Viewer");
        var key = await new ApiKeyService.ApiKeyServiceClient(host.As(admin.Token)).CreateApiKeyAsync(
            new CreateApiKeyRequest { DisplayName = "Reader", Permissions = { "members.read" } });
        var client = new MemberService.MemberServiceClient(host.As(key.Token));

        var read = await client.GetMemberAsync(new GetMemberRequest { Member = member.Id.ToString() });

        Assert.Equal("Viewer", read.Member.Role);
        await client.DeactivateMemberAsync(new DeactivateMemberRequest { Member = member.Id.ToString() })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Scope_RoleThatCannotBeScoped_FailedPrecondition()
    {
        var member = await host.MemberAsync("Operator");
        var request = new UpdateMemberScopeRequest
        {
            Member = member.Id.ToString(),
            Scope = new MemberScope { Resources = { "numbers/1" } },
        };

        await new MemberService.MemberServiceClient(host.AsOwner()).UpdateMemberScopeAsync(request)
            .RefusedAsync(StatusCode.FailedPrecondition, "SCOPE_REQUIRES_VIEWER");
    }

    [Fact]
    public async Task Scope_Viewer_ReachesOnlyTheNamedResources()
    {
        var viewer = await host.MemberAsync("Viewer");
        var access = new AccessService.AccessServiceClient(host.AsOwner());
        await new MemberService.MemberServiceClient(host.AsOwner()).UpdateMemberScopeAsync(new UpdateMemberScopeRequest
        {
            Member = viewer.Id.ToString(),
            Scope = new MemberScope { Resources = { "numbers/1" } },
        });

        var answers = await access.BatchCheckAsync(new BatchCheckRequest
        {
            Requests = { About(viewer, "numbers/1"), About(viewer, "numbers/2"), About(viewer, "") },
        });

        Assert.Equal(
            [AccessReason.Granted, AccessReason.OutOfScope, AccessReason.Granted],
            answers.Responses.Select(answer => answer.Reason));
    }

    private static CheckRequest About(Seeded member, string resource) =>
        new() { Member = member.Id.ToString(), Permission = "resources.view", Resource = resource };

    private static bool Below(string role, string other) => Array.IndexOf(Roles, role) > Array.IndexOf(Roles, other);
}
