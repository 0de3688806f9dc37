using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>What an import would bring is checked before it is there.</summary>
public sealed class StoredCheckTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly LiteDbEngine engine = new();
    private IStore store = null!;

    public async Task InitializeAsync() => store = await engine.OpenAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public static TheoryData<string, bool> Strangers()
    {
        var data = new TheoryData<string, bool>();
        foreach (var kind in StrangerRows().Select(row => row.Kind.ToString()))
        {
            data.Add(kind, true);
            data.Add(kind, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Import_OverARowThatIsNotTheArchives_NeverBecomesAWorkspace(string kind, bool isLarge)
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, isLarge ? 700 : 4), Sample.Acme);
        await SampleRows.AddToAsync(store, StrangerRows().Where(row => row.Kind.ToString() == kind));

        for (var run = 0; run < 2; run++)
        {
            var refused = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(store, archive));

            Assert.True(refused.IsOfStoredRows);
            Assert.Null(await store.FindWorkspaceAsync(Sample.Acme, default));
            Assert.Equal(0, await store.GetRevisionAsync(Sample.Acme, default));
        }

        await ImportAbandonment.RunAsync(store, Sample.Acme, TimeProvider.System, null, default);
        await HalfImport.ImportAsync(store, archive);
        Assert.NotNull(await store.FindWorkspaceAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Import_RowsLostOnTheWay_BecomesNoWorkspaceWhenItGoesOn()
    {
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 700), Sample.Acme);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        await store.CommitAsync(
            async unit => Outcome.Keep(await unit.Groups.RemoveMemberAsync(
                Sample.Acme, Sample.GroupId(1), Sample.MemberId(5), default)),
            default);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(store, archive));

        Assert.True(refused.IsOfStoredRows);
        Assert.Null(await store.FindWorkspaceAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Import_EntriesThatRetentionHasTakenMeanwhile_GoesOn()
    {
        // Of that size, the eighth part of 250 rows ends with the entries.
        var archive = await HalfImport.ArchiveAsync(SampleRows.Of(Sample.Acme, 1, 661), Sample.Acme);
        await HalfImport.LeaveAsync(store, archive, parts: 8);
        var entries = await store.ReadAsync(
            reader => reader.ProvisioningLog.CountAsync(Sample.Acme, default), default);
        Assert.Equal(4, entries);
        await store.CommitAsync(
            async unit =>
            {
                await unit.ProvisioningLog.RemoveOldestAsync(Sample.Acme, 1, default);
                return Outcome.Keep(true);
            },
            default);

        await HalfImport.ImportAsync(store, archive);

        Assert.NotNull(await store.FindWorkspaceAsync(Sample.Acme, default));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 0, 0)]
    [InlineData(null, 1, 1)]
    public async Task Verify_OwnersThatAreNotExactlyTheOne_IsFound(int? owner, int roleOf, int alsoRoleOf)
    {
        var rows = SampleRows.Of(Sample.Acme, 1, 10).Select(row => row.Value switch
        {
            Member member => row with
            {
                Value = member with
                {
                    Role = member.Id == Sample.MemberId(roleOf) || member.Id == Sample.MemberId(alsoRoleOf)
                        ? RoleName.Owner
                        : new RoleName("Member"),
                },
            },
            Workspace workspace => row with
            {
                Value = workspace with
                {
                    Owner = owner is { } one ? Sample.MemberId(one) : null,
                    VacantSince = owner is null ? Sample.At(1) : null,
                },
            },
            _ => row,
        });
        var archive = await HalfImport.ArchiveAsync([.. rows], Sample.Acme);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => HalfImport.ImportAsync(store, archive));

        Assert.Contains("owner's role", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await HalfImport.RowsOfAsync(store, Sample.Acme));
    }

    private static IEnumerable<StoredRow> StrangerRows() =>
    [
        new(RowKind.Member, Sample.Member(9001)),
        new(RowKind.AuditEvent, Sample.Event(9001, Sample.Acme, 1)),
        new(RowKind.Session, Sample.Session(9001, 1)),
        new(RowKind.ApiKey, Sample.ApiKey(9001)),
        new(RowKind.Token, Sample.Token(9001, 1)),
        new(RowKind.Webhook, Sample.Webhook(9001)),
    ];
}
