using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;

namespace TeamAccess.Domain.Tests.Audit;

public sealed class AuditChainTests
{
    [Fact]
    public void Hash_AnyFieldDiffers_Differs()
    {
        var original = Event();
        var variants = new[]
        {
            original with { Workspace = new WorkspaceId("b") },
            original with { Sequence = 2 },
            original with { Time = original.Time.AddTicks(1) },
            original with { Actor = "member:2" },
            original with { OnBehalfOf = "" },
            original with { Action = "member.removed" },
            original with { Target = "member:2" },
            original with { Members = [] },
            original with { Changes = [] },
            original with { Changes = [new AuditChange("active", "true", null)] },
            original with { Changes = [new AuditChange("activ", "etrue", "false")] },
            original with { Door = Door.Grpc },
            original with { RequestId = "r2" },
            original with { Address = null },
        };

        var hashes = variants.Append(original).Select(each => Convert.ToHexString(AuditChain.Hash(new byte[32], each)));

        Assert.Equal(variants.Length + 1, hashes.Distinct().Count());
        Assert.NotEqual(AuditChain.Hash(new byte[32], original), AuditChain.Hash(ReadOnlyMemory<byte>.Empty, original));
    }

    [Fact]
    public async Task Verify_RowForgedInTheStore_SaysWhere()
    {
        using var world = await World.StartAsync();
        await world.CreateUserAsync("ann");
        var head = await world.HeadAsync();
        var last = (await world.EventsAsync())[^1];

        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Audit.AppendAsync(
                    last with { Sequence = last.Sequence + 1, Action = "forged" }, CancellationToken.None);
                await unit.Workspaces.PutHeadAsync(
                    world.Scim.Workspace,
                    head with { AuditSequence = head.AuditSequence + 1, AuditHash = last.Hash },
                    CancellationToken.None);
                return Storage.Outcome.Keep(true);
            },
            CancellationToken.None);
        var verified = World.Ok(await world.Get<AuditTrail>().VerifyAsync(World.Operator("acme"), [], CancellationToken.None));

        Assert.False(verified.Intact);
        Assert.Equal(head.AuditSequence + 1, verified.BrokenAt);
    }

    [Fact]
    public async Task Verify_HeadSetBack_Ends()
    {
        using var world = await World.StartAsync();
        await world.CreateUserAsync("ann");
        var head = await world.HeadAsync();

        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Workspaces.PutHeadAsync(
                    world.Scim.Workspace, head with { AuditSequence = head.AuditSequence - 1 }, CancellationToken.None);
                return Storage.Outcome.Keep(true);
            },
            CancellationToken.None);

        Assert.False(World.Ok(await world.Get<AuditTrail>().VerifyAsync(World.Operator("acme"), [], CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task Verify_HeadOfARowThatIsGone_SaysWhere()
    {
        using var world = await World.StartAsync();
        var head = await world.HeadAsync();

        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Workspaces.PutHeadAsync(
                    world.Scim.Workspace, head with { AuditSequence = head.AuditSequence + 1 }, CancellationToken.None);
                return Storage.Outcome.Keep(true);
            },
            CancellationToken.None);
        var verified = World.Ok(await world.Get<AuditTrail>().VerifyAsync(World.Operator("acme"), [], CancellationToken.None));

        Assert.False(verified.Intact);
        Assert.Equal(head.AuditSequence + 1, verified.BrokenAt);
    }

    [Fact]
    public async Task Events_OfPersonalChange_HoldNoPersonalValue()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann.marker@acme.test", """ "name":{"familyName":"Markerson"} """);

        World.Ok(await world.PatchUserAsync(ann.Id, """[{"op":"replace","path":"name.familyName","value":"Remarker"}]"""));

        var text = string.Join('\n', (await world.EventsAsync()).SelectMany(found => found.Changes));
        Assert.DoesNotContain("arker", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("name", text, StringComparison.Ordinal);
    }

    private static AuditEvent Event() => new()
    {
        Workspace = new WorkspaceId("a"),
        Sequence = 1,
        Time = DateTimeOffset.UnixEpoch,
        Actor = "member:1",
        Action = "member.deactivated",
        Target = "member:1",
        Members = [new MemberId(Guid.Empty)],
        Changes = [new AuditChange("active", "true", "false")],
        Door = Door.Scim,
        RequestId = "r1",
        Address = "127.0.0.1",
        Hash = ReadOnlyMemory<byte>.Empty,
    };
}
