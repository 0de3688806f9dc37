using System.Text.Json.Nodes;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class MembersConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Find_EveryFieldSet_ComesBackAsItWas()
    {
        var member = Sample.Member(1, "Zoë.Ångström@example.com") with
        {
            State = MemberState.Deactivated,
            LocalRole = new RoleName("Viewer"),
            DirectoryRole = new RoleName("Admin"),
            ManagedBy = new ConnectionId(Sample.Id(9)),
            Scope = ["numbers/1", "numbers/\u200b2"],
            ExternalId = " 00u1 ",
            DisplayName = "",
            Emails = ["a@example.com", "", "日本@example.com", "👩‍👩‍👧@example.com"],
            Attributes = AttributeBag.From(new JsonObject { ["name"] = new JsonObject { ["familyName"] = "\u0000\uffff\"\\" } }),
            Version = long.MaxValue,
            Departure = new Departure(Sample.Id(7), Sample.At(5), "connection:1"),
        };

        await CommitAsync(unit => unit.Members.AddAsync(member, None));

        AssertSame(member, await ReadAsync(store => store.Members.FindAsync(Sample.Acme, member.Id, None)));
        AssertSame(member, await Store.FindMemberAsync(Sample.Acme, member.Id, None));
    }

    [Fact]
    public async Task Find_OptionalFieldsAbsent_StayAbsent()
    {
        var member = Sample.Member(1);

        await CommitAsync(unit => unit.Members.AddAsync(member, None));

        AssertSame(member, await ReadAsync(store => store.Members.FindAsync(Sample.Acme, member.Id, None)));
    }

    [Fact]
    public async Task Find_UnknownOrOfAnotherWorkspace_IsNull()
    {
        var member = Sample.Member(1);
        await CommitAsync(unit => unit.Members.AddAsync(member, None));

        Assert.Null(await ReadAsync(store => store.Members.FindAsync(Sample.Acme, Sample.MemberId(2), None)));
        Assert.Null(await ReadAsync(store => store.Members.FindAsync(Sample.AcmeEast, member.Id, None)));
        Assert.Null(await ReadAsync(
            store => store.Members.FindByUserNameAsync(Sample.AcmeEast, member.UserName, None)));
    }

    [Theory]
    [InlineData("BJensen", "bjensen")]
    [InlineData("ｂｊｅｎｓｅｎ", "bjensen")]
    [InlineData("Jos\u00e9", "jose\u0301")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("\u212aim", "kim")]
    [InlineData("", "")]
    [InlineData(" padded ", " PADDED ")]
    [InlineData("a/b", "A/B")]
    [InlineData("a\u0000b", "A\u0000B")]
    public async Task UserName_SameCanonicalKey_IsFoundAndTaken(string userName, string other)
    {
        var member = Sample.Member(1, userName);
        await CommitAsync(unit => unit.Members.AddAsync(member, None));

        var found = await ReadAsync(store => store.Members.FindByUserNameAsync(Sample.Acme, other, None));

        Assert.Equal(member.Id, found?.Id);
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, other), None)));
        Assert.Null(await ReadAsync(store => store.Members.FindAsync(Sample.Acme, Sample.MemberId(2), None)));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "\u0430")]
    [InlineData("i", "\u0131")]
    [InlineData("a", "a ")]
    [InlineData("a/b", "a")]
    [InlineData("a", "á")]
    public async Task UserName_AnotherCanonicalKey_IsAnotherName(string userName, string other)
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, userName), None));

        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, other), None));

        Assert.Equal(Sample.MemberId(1), (await Store.FindMemberByUserNameAsync(Sample.Acme, userName, None))?.Id);
        Assert.Equal(Sample.MemberId(2), (await Store.FindMemberByUserNameAsync(Sample.Acme, other, None))?.Id);
    }

    [Fact]
    public async Task UserName_LongerThanAnyIndexKey_IsFoundAndTaken()
    {
        var name = new string('ж', 5000);
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, name + "1"), None));
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, name + "2"), None));

        var found = await ReadAsync(
            store => store.Members.FindByUserNameAsync(Sample.Acme, name.ToUpperInvariant() + "2", None));

        Assert.Equal(Sample.MemberId(2), found?.Id);
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Members.AddAsync(Sample.Member(3, name + "1"), None)));
    }

    [Fact]
    public async Task Add_SameIdAndNameInAnotherWorkspace_IsAnotherMember()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "kim"), None));

        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "kim", Sample.AcmeEast), None));

        Assert.Equal(Sample.Acme, (await Store.FindMemberByUserNameAsync(Sample.Acme, "kim", None))?.Workspace);
        Assert.Equal(Sample.AcmeEast, (await Store.FindMemberByUserNameAsync(Sample.AcmeEast, "kim", None))?.Workspace);
    }

    [Fact]
    public async Task Add_IdTaken_Refuses()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "other"), None)));
    }

    [Fact]
    public async Task Update_UserName_FreesTheFormerOne()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "old"), None));
        Assert.NotNull(await Store.FindMemberByUserNameAsync(Sample.Acme, "old", None));

        await CommitAsync(unit => unit.Members.UpdateAsync(Sample.Member(1, "new"), None));

        Assert.Null(await Store.FindMemberByUserNameAsync(Sample.Acme, "old", None));
        Assert.Equal("new", (await Store.FindMemberByUserNameAsync(Sample.Acme, "NEW", None))?.UserName);
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, "old"), None));
        Assert.Equal(Sample.MemberId(2), (await Store.FindMemberByUserNameAsync(Sample.Acme, "old", None))?.Id);
    }

    [Fact]
    public async Task Update_UserNameOfAnother_RefusesAndChangesNothing()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "one"), None));
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, "two"), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Members.UpdateAsync(Sample.Member(2, "ONE"), None)));

        Assert.Equal("two", (await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(2), None))?.UserName);
        Assert.Equal(Sample.MemberId(1), (await Store.FindMemberByUserNameAsync(Sample.Acme, "one", None))?.Id);
    }

    [Fact]
    public async Task Update_OwnUserNameInOtherCase_IsNoConflict()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "kim"), None));

        await CommitAsync(unit => unit.Members.UpdateAsync(Sample.Member(1, "Kim"), None));

        Assert.Equal("Kim", (await Store.FindMemberByUserNameAsync(Sample.Acme, "kim", None))?.UserName);
    }

    [Fact]
    public async Task Update_NoSuchMember_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => CommitAsync(unit => unit.Members.UpdateAsync(Sample.Member(1), None)));

    [Fact]
    public async Task Remove_LeavesATombstoneAndFreesTheNameButNotTheId()
    {
        var member = Sample.Member(1, "kim");
        await CommitAsync(unit => unit.Members.AddAsync(member, None));
        Assert.NotNull(await Store.FindMemberByUserNameAsync(Sample.Acme, "kim", None));

        await CommitAsync(unit => unit.Members.RemoveAsync(Sample.Tombstone(member), None));

        Assert.Null(await Store.FindMemberAsync(Sample.Acme, member.Id, None));
        Assert.Null(await Store.FindMemberByUserNameAsync(Sample.Acme, "kim", None));
        AssertSame(
            Sample.Tombstone(member),
            await ReadAsync(store => store.Members.FindTombstoneAsync(Sample.Acme, member.Id, None)));
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1, "else"), None)));
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(2, "kim"), None));
        Assert.Equal(Sample.MemberId(2), (await Store.FindMemberByUserNameAsync(Sample.Acme, "kim", None))?.Id);
    }

    [Fact]
    public async Task FindTombstone_LivingOrUnknownMember_IsNull()
    {
        await CommitAsync(unit => unit.Members.AddAsync(Sample.Member(1), None));

        Assert.Null(await ReadAsync(store => store.Members.FindTombstoneAsync(Sample.Acme, Sample.MemberId(1), None)));
        Assert.Null(await ReadAsync(store => store.Members.FindTombstoneAsync(Sample.Acme, Sample.MemberId(2), None)));
    }

    [Fact]
    public async Task Remove_NoSuchMember_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => CommitAsync(unit => unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(1)), None)));
}
