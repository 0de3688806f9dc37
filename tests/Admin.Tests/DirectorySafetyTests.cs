using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Admin.Tests;

/// <summary>The mass-change breaker and the preview of mappings, as owners see them.</summary>
public sealed class DirectorySafetyTests(AdminHost host) : IClassFixture<AdminHost>
{
    private DirectoryService.DirectoryServiceClient Directory => new(host.AsOwner());

    [Fact]
    public async Task Limits_SetOneByOne_ZeroIsOff_NamedWithoutValueIsTheDefault()
    {
        var created = (await Directory.CreateConnectionAsync(new CreateConnectionRequest { DisplayName = "Okta" })).Connection;

        var off = await UpdateAsync(new Connection { Name = created.Name, BreakerMaxMembers = 0 });
        var named = await UpdateAsync(new Connection { Name = created.Name, BreakerMaxPercent = 5 }, "breaker_max_percent");
        var all = await UpdateAsync(new Connection { Name = created.Name, BreakerMaxMembers = 7 }, "breaker_max_members", "breaker_max_percent");

        Assert.Equal((500, 20), (created.BreakerMaxMembers, created.BreakerMaxPercent));
        Assert.Equal((0, 20), (off.BreakerMaxMembers, off.BreakerMaxPercent));
        Assert.Equal((0, 5), (named.BreakerMaxMembers, named.BreakerMaxPercent));
        Assert.Equal((7, 20), (all.BreakerMaxMembers, all.BreakerMaxPercent));
        Assert.Equal(new Breaker(), all.Breaker);
        var refusal = await Directory.UpdateConnectionAsync(
                new UpdateConnectionRequest { Connection = new Connection { Name = created.Name, BreakerMaxPercent = 101 } })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
        Assert.Equal(
            "breaker_max_percent", refusal.Detail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }

    [Fact]
    public async Task ReleaseBreaker_IsShownByGetConnection_AndOnlyValidatedIsNot()
    {
        var name = (await Directory.CreateConnectionAsync(new CreateConnectionRequest { DisplayName = "Okta" })).Connection.Name;

        var tried = await Directory.ReleaseBreakerAsync(new ReleaseBreakerRequest { Connection = name, ValidateOnly = true });
        var untouched = (await Directory.GetConnectionAsync(new GetConnectionRequest { Connection = name })).Connection;
        var request = new ReleaseBreakerRequest { Connection = name, RequestId = "release" };
        var released = await Directory.ReleaseBreakerAsync(request);
        var again = await Directory.ReleaseBreakerAsync(request);
        var found = (await Directory.GetConnectionAsync(new GetConnectionRequest { Connection = name })).Connection;

        Assert.Equal((0, ""), (tried.Revision, tried.AuditEvent));
        Assert.Null(untouched.Breaker.ReleaseEndTime);
        Assert.NotNull(released.Connection.Breaker.ReleaseEndTime);
        Assert.NotEmpty(released.AuditEvent);
        Assert.Equal(released, again);
        Assert.Equal(released.Connection, found);
    }

    [Fact]
    public async Task PreviewMapping_InPages_ThenMade_IsWhatHappened()
    {
        var connection = (await Directory.CreateConnectionAsync(new CreateConnectionRequest { DisplayName = "Okta" })).Connection;
        var group = await GroupAsync(connection, members: 3);
        var request = new PreviewMappingRequest
        {
            Plan = new RoleMappingPlan
            {
                Create = new RoleMapping { Connection = connection.Name, Group = group.ToString(), Role = "operator" },
            },
            PageSize = 2,
        };

        var first = await Directory.PreviewMappingAsync(request);
        var second = await Directory.PreviewMappingAsync(
            new PreviewMappingRequest(request) { PageToken = first.NextPageToken });
        var made = await Directory.CreateRoleMappingAsync(new CreateRoleMappingRequest
        {
            Connection = connection.Name,
            Group = group.ToString(),
            Role = "Operator",
        });
        var members = new MemberService.MemberServiceClient(host.AsOwner());

        Assert.Equal((2, 1, ""), (first.Members.Count, second.Members.Count, second.NextPageToken));
        Assert.Equal((3, 0, 0), (first.Raised, first.Lowered, first.Same));
        Assert.Equal(
            [new RoleCount { Role = "Viewer", Before = 3 }, new RoleCount { Role = "Operator", After = 3 }], first.Roles);
        Assert.Equal(made.Revision, second.Revision + 1);
        foreach (var move in first.Members.Concat(second.Members))
        {
            Assert.Equal(("Viewer", "Operator"), (move.FromRole, move.ToRole));
            var member = await members.GetMemberAsync(new GetMemberRequest { Member = move.Member });
            Assert.Equal(move.ToRole, member.Member.Role);
        }

        var mapping = made.RoleMapping.Name;
        var paused = await PreviewAsync(new RoleMappingPlan { Update = new RoleMappingUpdate { RoleMapping = mapping, Paused = true } });
        var deleted = await PreviewAsync(new RoleMappingPlan { Delete = mapping });
        var unchanged = await PreviewAsync(new RoleMappingPlan { Update = new RoleMappingUpdate { RoleMapping = mapping } });
        Assert.Equal((3, 3, 0), (paused.Lowered, deleted.Lowered, unchanged.Members.Count));
        Assert.Equal(made.Revision, unchanged.Revision);
    }

    [Fact]
    public async Task PreviewMapping_TokenOfAnotherPlan_InvalidArgument()
    {
        var connection = (await Directory.CreateConnectionAsync(new CreateConnectionRequest { DisplayName = "Okta" })).Connection;
        var group = await GroupAsync(connection, members: 2);
        var request = new PreviewMappingRequest
        {
            Plan = new RoleMappingPlan
            {
                Create = new RoleMapping { Connection = connection.Name, Group = group.ToString(), Role = "Operator" },
            },
            PageSize = 1,
        };
        var page = await Directory.PreviewMappingAsync(request);

        request.Plan.Create.Role = "Manager";
        request.PageToken = page.NextPageToken;

        await Directory.PreviewMappingAsync(request).RefusedAsync(StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task PreviewMapping_NothingOrTooMuchNamed_InvalidArgument()
    {
        var connection = (await Directory.ListConnectionsAsync(new ListConnectionsRequest())).Connections[0].Name;
        RoleMappingPlan[] wrong =
        [
            new(),
            new() { Create = new RoleMapping { Connection = connection, Role = "Viewer" } },
            new() { Update = new RoleMappingUpdate() },
            new() { Delete = "" },
        ];

        foreach (var plan in wrong)
        {
            await Directory.PreviewMappingAsync(new PreviewMappingRequest { Plan = plan })
                .RefusedAsync(StatusCode.InvalidArgument, "FIELD_REQUIRED");
        }

        await Directory.PreviewMappingAsync(new PreviewMappingRequest
        {
            Plan = new RoleMappingPlan
            {
                Create = new RoleMapping
                {
                    Connection = connection,
                    Group = Guid.CreateVersion7(host.Clock.GetUtcNow()).ToString(),
                    GroupDisplayName = "Leads",
                    Role = "Viewer",
                },
            },
        }).RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    [Theory]
    [InlineData("Viewer")]
    [InlineData("Member")]
    public async Task Safety_LowRole_PermissionDenied(string role)
    {
        var connection = (await Directory.ListConnectionsAsync(new ListConnectionsRequest())).Connections[0].Name;
        var low = new DirectoryService.DirectoryServiceClient(host.As((await host.MemberAsync(role)).Token));

        await low.ReleaseBreakerAsync(new ReleaseBreakerRequest { Connection = connection })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
        await low.PreviewMappingAsync(new PreviewMappingRequest
        {
            Plan = new RoleMappingPlan { Delete = Guid.CreateVersion7().ToString() },
        }).RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    private async Task<Connection> UpdateAsync(Connection connection, params string[] mask) =>
        (await Directory.UpdateConnectionAsync(new UpdateConnectionRequest
        {
            Connection = connection,
            UpdateMask = mask.Length == 0 ? null : new FieldMask { Paths = { mask } },
        })).Connection;

    private async Task<PreviewMappingResponse> PreviewAsync(RoleMappingPlan plan) =>
        await Directory.PreviewMappingAsync(new PreviewMappingRequest { Plan = plan });

    /// <summary>A group of the connection with members that it manages.</summary>
    private async Task<GroupId> GroupAsync(Connection connection, int members)
    {
        Assert.True(ConnectionId.TryParse(connection.Id, out var managedBy));
        var now = host.Clock.GetUtcNow();
        var group = new GroupId(Guid.CreateVersion7(now));
        var ids = new List<MemberId>();
        for (var number = 0; number < members; number++)
        {
            ids.Add((await host.MemberAsync("Viewer")).Id);
        }

        await host.Store.CommitAsync(
            async unit =>
            {
                await unit.Groups.AddAsync(
                    new Group
                    {
                        Workspace = Seed.Demo,
                        Id = group,
                        DisplayName = group.ToString(),
                        ManagedBy = managedBy,
                        Attributes = Domain.Resources.AttributeBag.Empty,
                        Version = 1,
                        Created = now,
                        LastModified = now,
                    },
                    CancellationToken.None);
                foreach (var id in ids)
                {
                    var member = (await unit.Members.FindAsync(Seed.Demo, id, CancellationToken.None))!;
                    await unit.Members.UpdateAsync(
                        member with { ManagedBy = managedBy, DirectoryRole = member.Role, LocalRole = null },
                        CancellationToken.None);
                    await unit.Groups.AddMemberAsync(
                        new Membership(Seed.Demo, group, id, now), CancellationToken.None);
                }

                return Outcome.Keep(0);
            },
            CancellationToken.None);
        return group;
    }
}
