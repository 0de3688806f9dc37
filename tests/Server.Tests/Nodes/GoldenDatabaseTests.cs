using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>What a server of an earlier schema has written, a server of this one goes on with.</summary>
public sealed class GoldenDatabaseTests
{
    private const string Pepper = "A55F4EEC075260C70CD54E6C2541817C8846AE81ABC69B87A2227447DA552842";
    private const string ScimToken = "ta_scim_01a20db6bfe67ebfa04adf7fe91fabcd_vyDW99SvVP3bBo0IQU3jKUkKjekKNYTgmOsy2hl2uizXCb4cu";
    private const string OwnersKey = "ta_key_01a20db6e1617f0e8abbd417f1b42875_qeqM7f3ZKQviL6ak3qVeTbGfA0hCPb4ks5QfcMJoTC01fKbhE";
    private const string BobsKey = "ta_key_01a20db6e1cc73d0b52d53f4be5b170b_qD43UI426H5gYaw33kbpyK86lVQOAegQH0t5FmvI4XVqXvgEW";
    private const string RevokedKey = "ta_key_01a20db6e21476a6b308cbbf33bed905_YffJZhoIF8qxiIRcWicBBgZkarNK1tITCW9TgxtVdCCfrnpMq";
    private const string Ann = "01a20db6-dadf-7932-a644-82e0d2f425ef";
    private const string Bob = "01a20db6-dbf5-74c4-92d3-b60cd8de4199";

    [Fact]
    public async Task Schema1_IsBroughtForwardAndServed_ByTwoServersThatStartAtOnce()
    {
        var database = await LoadAsync();
        var nodes = await Task.WhenAll(StartAsync(database), StartAsync(database));
        await using var other = nodes[1];
        await using var node = nodes[0];
        var owner = ServerProcess.Headers(OwnersKey);

        Assert.Equal(["ann@golden.test", "bob@golden.test", "owner@demo.test"], await node.Scim.UserNamesAsync());
        var found = await node.Scim.GetFromJsonAsync<JsonElement>("Users?filter=externalId eq \"x-1\" and userName eq \"ANN@golden.test\"");
        var ann = found.GetProperty("Resources")[0];
        Assert.Equal(Ann, ann.GetProperty("id").GetString());
        Assert.Equal("Gold", ann.GetProperty("name").GetProperty("familyName").GetString());
        Assert.Equal(
            [("Inner", "direct"), ("Outer", "indirect")],
            ann.GetProperty("groups").EnumerateArray()
                .Select(group => (group.GetProperty("display").GetString(), group.GetProperty("type").GetString())).Order());
        var member = await new MemberService.MemberServiceClient(node.Channel).GetMemberAsync(new GetMemberRequest { Member = Ann }, owner);
        Assert.Equal("Admin", member.Member.Role);

        Assert.True((await node.CheckKeyAsync(OwnersKey, owner)).Allowed);
        Assert.Equal(AccessReason.KeyRevoked, (await node.CheckKeyAsync(BobsKey, owner)).Reason);
        Assert.Equal(AccessReason.KeyRevoked, (await node.CheckKeyAsync(RevokedKey, owner)).Reason);
        Assert.Equal(AccessReason.MemberDeactivated, (await node.CheckMemberAsync(Bob, owner)).Reason);

        var log = await node.Directory().ListProvisioningRequestsAsync(new ListProvisioningRequestsRequest { StatusClass = 4 }, owner);
        Assert.Equal(409, Assert.Single(log.ProvisioningRequests).Status);
        await other.Scim.CreateUserAsync("dan@golden.test");
        await node.Scim.DeactivateAsync(Ann);
        Assert.Equal(AccessReason.MemberDeactivated, (await node.CheckMemberAsync(Ann, owner)).Reason);
        var verified = await new AuditService.AuditServiceClient(node.Channel).VerifyChainAsync(new VerifyChainRequest(), owner);
        Assert.True(verified.Intact, $"The chain breaks at {verified.BrokenAt}.");
    }

    [Fact]
    public async Task NewerSchema_TheServerRefusesInASentenceAndLeavesItAlone()
    {
        var database = await LoadAsync();
        await ExecuteAsync(database, "UPDATE schema_version SET version = 999; DROP TABLE units");

        await using var server = Launch(database);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("999", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Errors, line => line.Contains("Exception", StringComparison.Ordinal));
        await ExecuteAsync(database, "CREATE TABLE units (a int); CREATE TABLE leases (a int)");
    }

    private static async Task<string> LoadAsync()
    {
        var database = await (await PostgresCluster.Shared).CreateSchemaAsync();
        await ExecuteAsync(
            database, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Nodes", "Golden", "schema-1.sql")));
        return database;
    }

    private static async Task<Node> StartAsync(string database)
    {
        var process = Launch(database);
        await process.WaitUntilReadyAsync();
        return new Node(process, ScimToken);
    }

    private static ServerProcess Launch(string database)
    {
        var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        var pepper = Path.Combine(data, "pepper");
        File.WriteAllText(pepper, Pepper);
        return ServerProcess.Launch(
            data,
            [],
            ("TEAMACCESS_STORE", "postgres"),
            ("TEAMACCESS_POSTGRES", database),
            ("TEAMACCESS_PEPPER_FILE", pepper));
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
