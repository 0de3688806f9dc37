using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class KeysConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task FindKey_EveryFieldSet_ComesBackAsItWas()
    {
        var key = Sample.ApiKey(1) with
        {
            Permissions = ["members.read", "audit.read"],
            Expires = Sample.At(500),
            State = ApiKeyState.Suspended,
            Ending = new KeyEnding(Sample.At(3), "member_deactivated", "connection:1", Sample.Id(8)),
        };

        await CommitAsync(unit => unit.Keys.AddAsync(key, None));

        AssertSame(key, await ReadAsync(store => store.Keys.FindAsync(key.Id, None)));
        AssertSame(key, await Store.FindApiKeyAsync(key.Id, None));
        Assert.Null(await Store.FindApiKeyAsync(new ApiKeyId(Sample.Id(2)), None));
    }

    [Fact]
    public async Task UpdateKey_IsSeenByTheNextPointRead()
    {
        var key = Sample.ApiKey(1);
        await CommitAsync(unit => unit.Keys.AddAsync(key, None));
        Assert.Equal(ApiKeyState.Live, (await Store.FindApiKeyAsync(key.Id, None))?.State);

        await CommitAsync(unit => unit.Keys.UpdateAsync(key with { State = ApiKeyState.Revoked }, None));

        Assert.Equal(ApiKeyState.Revoked, (await Store.FindApiKeyAsync(key.Id, None))?.State);
    }

    [Fact]
    public async Task Writes_KeyTakenOrMissing_Throw()
    {
        await CommitAsync(unit => unit.Keys.AddAsync(Sample.ApiKey(1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Keys.AddAsync(Sample.ApiKey(1), None)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => CommitAsync(unit => unit.Keys.UpdateAsync(Sample.ApiKey(2), None)));
    }

    [Fact]
    public async Task ListKeys_OfWorkspaceOrCreator_InOrderOfIdPageByPage()
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in new[] { 4, 2, 3, 1 })
            {
                await unit.Keys.AddAsync(Sample.ApiKey(number, creator: number % 2), None);
            }

            await unit.Keys.AddAsync(Sample.ApiKey(9, creator: 1, Sample.AcmeEast), None);
        });

        Assert.Equal([1, 2], await KeysAsync(creator: null, after: null));
        Assert.Equal([3, 4], await KeysAsync(creator: null, after: 2));
        Assert.Equal([1, 3], await KeysAsync(creator: 1, after: null));
        Assert.Equal([3], await KeysAsync(creator: 1, after: 1));
        Assert.Empty(await KeysAsync(creator: 7, after: null));
    }

    [Fact]
    public async Task FindSession_ComesBackAsItWas()
    {
        var session = Sample.Session(1);

        await CommitAsync(unit => unit.Keys.AddSessionAsync(session, None));

        AssertSame(session, await ReadAsync(store => store.Keys.FindSessionAsync(session.Id, None)));
        AssertSame(session, await Store.FindSessionAsync(session.Id, None));
        Assert.Null(await Store.FindSessionAsync(new SessionId(Sample.Id(2)), None));
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Keys.AddSessionAsync(session, None)));
    }

    [Fact]
    public async Task RemoveSession_IsGoneForTheNextPointReadAndMayBeRepeated()
    {
        var session = Sample.Session(1);
        await CommitAsync(unit => unit.Keys.AddSessionAsync(session, None));
        Assert.NotNull(await Store.FindSessionAsync(session.Id, None));

        await CommitAsync(unit => unit.Keys.RemoveSessionAsync(session.Id, None));
        await CommitAsync(unit => unit.Keys.RemoveSessionAsync(session.Id, None));

        Assert.Null(await Store.FindSessionAsync(session.Id, None));
    }

    [Fact]
    public async Task ListSessions_OfOneMember_InOrderOfIdPageByPage()
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in new[] { 3, 1, 2 })
            {
                await unit.Keys.AddSessionAsync(Sample.Session(number, member: 1), None);
            }

            await unit.Keys.AddSessionAsync(Sample.Session(4, member: 2), None);
            await unit.Keys.AddSessionAsync(Sample.Session(5, member: 1, Sample.AcmeEast), None);
        });

        var first = await ReadAsync(
            store => store.Keys.ListSessionsAsync(Sample.Acme, Sample.MemberId(1), null, 2, None));
        var rest = await ReadAsync(
            store => store.Keys.ListSessionsAsync(Sample.Acme, Sample.MemberId(1), first[^1].Id, 2, None));

        Assert.Equal([Sample.Id(1), Sample.Id(2)], first.Select(session => session.Id.Value));
        Assert.Equal([Sample.Id(3)], rest.Select(session => session.Id.Value));
    }

    private async Task<List<int>> KeysAsync(int? creator, int? after)
    {
        var keys = await ReadAsync(store => store.Keys.ListAsync(
            Sample.Acme,
            creator is { } member ? Sample.MemberId(member) : null,
            after is { } last ? new ApiKeyId(Sample.Id(last)) : null,
            limit: 2,
            None));
        return keys.Select(key => Enumerable.Range(1, 9).First(number => Sample.Id(number) == key.Id.Value)).ToList();
    }
}
