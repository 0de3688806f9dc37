using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Store.Conformance;

public abstract class DirectoriesConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Connection_AddedChangedRemoved_EachSeenByTheNextPointRead()
    {
        var connection = Sample.Connection(1) with
        {
            Dialect = Dialect.Strict,
            Paused = true,
            AllowedRoles = [new RoleName("Viewer"), new RoleName("Admin")],
            Federation = new Federation(
                Sample.Id(9), "https://issuer.example/v2.0", "api://app", "subject", "tenant", "https://issuer.example/keys"),
        };

        await CommitAsync(unit => unit.Directories.AddConnectionAsync(connection, None));
        AssertSame(connection, await Store.FindConnectionAsync(Sample.Acme, connection.Id, None));
        Assert.Null(await Store.FindConnectionAsync(Sample.AcmeEast, connection.Id, None));

        var resumed = connection with { Paused = false, AllowedRoles = [], Federation = null, Version = 2 };
        await CommitAsync(unit => unit.Directories.UpdateConnectionAsync(resumed, None));
        AssertSame(resumed, await Store.FindConnectionAsync(Sample.Acme, connection.Id, None));

        await CommitAsync(unit => unit.Directories.RemoveConnectionAsync(Sample.Acme, connection.Id, None));
        Assert.Null(await Store.FindConnectionAsync(Sample.Acme, connection.Id, None));
    }

    [Fact]
    public async Task Connection_WithBreaker_EverythingOfItIsKept()
    {
        var connection = Sample.Connection(1) with
        {
            Breaker = new MassChangeBreaker
            {
                MaxMembers = 0,
                MaxPercent = 100,
                Minutes = [new MinuteOfChanges(Sample.At(60), 7, 90), new MinuteOfChanges(Sample.At(120), 1, 83)],
                HeldSince = Sample.At(121),
                ReleasedUntil = Sample.At(3721),
            },
        };
        await CommitAsync(unit => unit.Directories.AddConnectionAsync(Sample.Connection(1), None));

        await CommitAsync(unit => unit.Directories.UpdateConnectionAsync(connection, None));

        AssertSame(connection, await Store.FindConnectionAsync(Sample.Acme, connection.Id, None));
        AssertSame(connection, await ReadAsync(store => store.Directories.FindConnectionAsync(Sample.Acme, connection.Id, None)));
        AssertSame(connection, Assert.Single(await ReadAsync(store => store.Directories.ListConnectionsAsync(Sample.Acme, None))));
    }

    [Fact]
    public async Task Token_AddedRevokedRemoved_EachSeenByTheNextPointRead()
    {
        var token = Sample.Token(1) with
        {
            Expires = Sample.At(77),
            Use = ConnectionTokenUse.Access,
            GrantedBy = Sample.Id(8),
            LastUsed = Sample.At(3),
        };

        await CommitAsync(unit => unit.Directories.AddTokenAsync(token, None));
        AssertSame(token, await Store.FindConnectionTokenAsync(token.Id, None));

        var revoked = token with { RevokedAt = Sample.At(5) };
        await CommitAsync(unit => unit.Directories.UpdateTokenAsync(revoked, None));
        AssertSame(revoked, await Store.FindConnectionTokenAsync(token.Id, None));
        AssertSame(revoked, await ReadAsync(store => store.Directories.FindTokenAsync(token.Id, None)));

        await CommitAsync(unit => unit.Directories.RemoveTokenAsync(token.Id, None));
        Assert.Null(await Store.FindConnectionTokenAsync(token.Id, None));
    }

    [Fact]
    public async Task Mapping_AddedChangedRemoved_IsListed()
    {
        var mapping = Sample.Mapping(1);
        await CommitAsync(unit => unit.Directories.AddMappingAsync(mapping, None));
        AssertSame(mapping, Assert.Single(await MappingsAsync()));

        var changed = mapping with { GroupDisplayName = null, Group = Sample.GroupId(3), Paused = true };
        await CommitAsync(unit => unit.Directories.UpdateMappingAsync(changed, None));
        AssertSame(changed, Assert.Single(await MappingsAsync()));

        await CommitAsync(unit => unit.Directories.RemoveMappingAsync(Sample.Acme, mapping.Id, None));
        Assert.Empty(await MappingsAsync());
    }

    [Fact]
    public async Task Lists_AreWholeInOrderOfIdAndOfOneWorkspace()
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in Enumerable.Range(1, 12).Reverse())
            {
                await unit.Directories.AddConnectionAsync(Sample.Connection(number), None);
                await unit.Directories.AddTokenAsync(Sample.Token(number, connection: number % 2), None);
                await unit.Directories.AddMappingAsync(Sample.Mapping(number), None);
            }

            await unit.Directories.AddConnectionAsync(Sample.Connection(20, Sample.AcmeEast), None);
            await unit.Directories.AddTokenAsync(Sample.Token(20, 1, Sample.AcmeEast), None);
            await unit.Directories.AddMappingAsync(Sample.Mapping(20, Sample.AcmeEast), None);
        });

        var connections = await ReadAsync(store => store.Directories.ListConnectionsAsync(Sample.Acme, None));
        var tokens = await ReadAsync(
            store => store.Directories.ListTokensAsync(Sample.Acme, new ConnectionId(Sample.Id(1)), None));

        Assert.Equal(Enumerable.Range(1, 12).Select(Sample.Id), connections.Select(row => row.Id.Value));
        Assert.Equal(new[] { 1, 3, 5, 7, 9, 11 }.Select(Sample.Id), tokens.Select(row => row.Id.Value));
        Assert.Equal(Enumerable.Range(1, 12).Select(Sample.Id), (await MappingsAsync()).Select(row => row.Id.Value));
    }

    [Fact]
    public async Task Writes_IdTakenOrMissing_Throw()
    {
        await CommitAsync(async unit =>
        {
            await unit.Directories.AddConnectionAsync(Sample.Connection(1), None);
            await unit.Directories.AddTokenAsync(Sample.Token(1), None);
            await unit.Directories.AddMappingAsync(Sample.Mapping(1), None);
        });

        await ThrowsAsync<UniqueKeyException>(unit => unit.AddConnectionAsync(Sample.Connection(1), None));
        await ThrowsAsync<UniqueKeyException>(unit => unit.AddTokenAsync(Sample.Token(1), None));
        await ThrowsAsync<UniqueKeyException>(unit => unit.AddMappingAsync(Sample.Mapping(1), None));
        await ThrowsAsync<InvalidOperationException>(unit => unit.UpdateConnectionAsync(Sample.Connection(2), None));
        await ThrowsAsync<InvalidOperationException>(unit => unit.UpdateTokenAsync(Sample.Token(2), None));
        await ThrowsAsync<InvalidOperationException>(unit => unit.UpdateMappingAsync(Sample.Mapping(2), None));
    }

    private Task<TException> ThrowsAsync<TException>(Func<IDirectoryWriter, ValueTask> write)
        where TException : Exception =>
        Assert.ThrowsAsync<TException>(() => CommitAsync(unit => write(unit.Directories)));

    private Task<IReadOnlyList<Domain.Directories.RoleMapping>> MappingsAsync() =>
        ReadAsync(store => store.Directories.ListMappingsAsync(Sample.Acme, None));
}
