using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

public abstract class WorkspacesConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Workspace_EveryFieldSet_ComesBackAsItWas()
    {
        var workspace = Sample.Workspace("acme") with
        {
            Successors = [Sample.MemberId(3), Sample.MemberId(2)],
            BillingOwner = Sample.MemberId(4),
            SeatLimit = 0,
            DepartedKeys = DepartedKeyPolicy.Suspend,
            SuspendGraceDays = 7,
        };

        await CommitAsync(unit => unit.Workspaces.AddAsync(workspace, None));

        AssertSame(workspace, await Store.FindWorkspaceAsync(Sample.Acme, None));
        AssertSame(workspace, await ReadAsync(store => store.Workspaces.FindAsync(Sample.Acme, None)));
    }

    [Fact]
    public async Task Workspace_BecomesVacant_IsSeenByTheNextPointRead()
    {
        await CommitAsync(unit => unit.Workspaces.AddAsync(Sample.Workspace("acme"), None));
        Assert.NotNull((await Store.FindWorkspaceAsync(Sample.Acme, None))?.Owner);
        var vacant = Sample.Workspace("acme") with { Owner = null, VacantSince = Sample.At(3), Version = 2 };

        await CommitAsync(unit => unit.Workspaces.UpdateAsync(vacant, None));

        AssertSame(vacant, await Store.FindWorkspaceAsync(Sample.Acme, None));
    }

    [Fact]
    public async Task Writes_IdTakenOrMissing_Throw()
    {
        await CommitAsync(unit => unit.Workspaces.AddAsync(Sample.Workspace("acme"), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Workspaces.AddAsync(Sample.Workspace("acme", "other"), None)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => CommitAsync(unit => unit.Workspaces.UpdateAsync(Sample.Workspace("b"), None)));
    }

    [Fact]
    public async Task List_OfOneTenant_InOrdinalOrderPageByPage()
    {
        await CommitAsync(async unit =>
        {
            foreach (var id in new[] { "b", "a-b", "a", "a0", "ab" })
            {
                await unit.Workspaces.AddAsync(Sample.Workspace(id, "t"), None);
            }

            await unit.Workspaces.AddAsync(Sample.Workspace("aa", "t-2"), None);
        });

        var first = await ReadAsync(store => store.Workspaces.ListAsync(new TenantId("t"), null, 3, None));
        var rest = await ReadAsync(store => store.Workspaces.ListAsync(new TenantId("t"), first[^1].Id, 3, None));

        Assert.Equal(["a", "a-b", "a0"], first.Select(workspace => workspace.Id.Value));
        Assert.Equal(["ab", "b"], rest.Select(workspace => workspace.Id.Value));
    }

    [Fact]
    public async Task Tenant_Put_AddsThenReplaces()
    {
        var tenant = new Tenant(
            TenantId.Default, "Default", [new TenantAdmin(Sample.Acme, Sample.MemberId(1))], Sample.At(1));
        Assert.Null(await FindTenantAsync());

        await CommitAsync(unit => unit.Workspaces.PutTenantAsync(tenant, None));
        AssertSame(tenant, await FindTenantAsync());

        await CommitAsync(unit => unit.Workspaces.PutTenantAsync(tenant with { Admins = [], DisplayName = "" }, None));
        AssertSame(tenant with { Admins = [], DisplayName = "" }, await FindTenantAsync());
    }

    [Fact]
    public async Task Head_BeforeAnyCommit_IsEmptyThenWhatWasPut()
    {
        AssertSame(WorkspaceHead.Empty, await HeadAsync(Sample.Acme));
        Assert.Equal(0, await Store.GetRevisionAsync(Sample.Acme, None));
        var head = new WorkspaceHead(long.MaxValue, 12, Sample.Hash(9), Members: 5, ActiveMembers: 4, Groups: 3);

        await CommitAsync(unit => unit.Workspaces.PutHeadAsync(Sample.Acme, head, None));

        AssertSame(head, await HeadAsync(Sample.Acme));
        Assert.Equal(long.MaxValue, await Store.GetRevisionAsync(Sample.Acme, None));
        Assert.Equal(0, await Store.GetRevisionAsync(Sample.AcmeEast, None));
        AssertSame(WorkspaceHead.Empty, await HeadAsync(Sample.AcmeEast));
    }

    private Task<Tenant?> FindTenantAsync() =>
        ReadAsync(store => store.Workspaces.FindTenantAsync(TenantId.Default, None));

    private Task<WorkspaceHead> HeadAsync(WorkspaceId workspace) =>
        ReadAsync(store => store.Workspaces.GetHeadAsync(workspace, None));
}
