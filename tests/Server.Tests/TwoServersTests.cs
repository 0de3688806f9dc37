using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>Two server processes on one PostgreSQL database.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task WhatOneServerHasEnded_TheOtherDeniesAtTheNextCheck()
    {
        var database = await (await PostgresCluster.Shared).CreateSchemaAsync();
        await using var one = await ServerProcess.StartDemoAsync(SettingsOf(database));
        await using var two = await StartSecondAsync(one, database);
        using var first = one.CreateChannel();
        using var second = GrpcChannel.ForAddress(two.GrpcAddress);
        using var scim = one.CreateScimClient();
        var (owner, access) = (one.OwnerHeaders, new AccessService.AccessServiceClient(second));
        var keys = new ApiKeyService.ApiKeyServiceClient(first);
        var key = await keys.CreateApiKeyAsync(new CreateApiKeyRequest { DisplayName = "build" }, owner);
        using var created = await scim.PostAsJsonAsync("Users", new { userName = "ann@demo.test" });
        var ann = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        Assert.True((await CheckMemberAsync()).Allowed);
        Assert.True((await CheckKeyAsync()).Allowed);

        await keys.RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKey = key.ApiKey.Id }, owner);
        Assert.Equal(AccessReason.KeyRevoked, (await CheckKeyAsync()).Reason);

        using var deactivated = await scim.PatchAsJsonAsync(
            $"Users/{ann}",
            new
            {
                schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
                Operations = new[] { new { op = "replace", path = "active", value = false } },
            });
        Assert.Equal(HttpStatusCode.OK, deactivated.StatusCode);
        Assert.Equal(AccessReason.MemberDeactivated, (await CheckMemberAsync()).Reason);

        async Task<CheckResponse> CheckMemberAsync() => await access.CheckAsync(
            new CheckRequest { Member = ann, Permission = "resources.use" }, owner);

        async Task<CheckResponse> CheckKeyAsync() => await access.CheckAsync(
            new CheckRequest { ApiKeyToken = key.Token, Permission = "resources.use" }, owner);
    }

    [Fact]
    public async Task Start_WithAPepperOfItsOwn_IsRefusedInASentence()
    {
        var database = await (await PostgresCluster.Shared).CreateSchemaAsync();
        await using var one = await ServerProcess.StartDemoAsync(SettingsOf(database));

        await using var other = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName, [], SettingsOf(database));

        Assert.Equal(1, await other.WaitForExitAsync());
        Assert.Contains(other.Errors, line => line.Contains("pepper", StringComparison.Ordinal));
        Assert.DoesNotContain(other.Errors, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutAConnectionString_IsRefusedInASentence()
    {
        await using var server = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName, ["--store", "postgres"]);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("TEAMACCESS_POSTGRES", StringComparison.Ordinal));
    }

    private static (string Name, string Value)[] SettingsOf(string database) =>
        [("TEAMACCESS_STORE", "postgres"), ("TEAMACCESS_POSTGRES", database)];

    private static async Task<ServerProcess> StartSecondAsync(ServerProcess first, string database)
    {
        var server = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName,
            [],
            [.. SettingsOf(database), ("TEAMACCESS_PEPPER_FILE", Path.Combine(first.Data, "token-pepper.key"))]);
        await server.WaitUntilReadyAsync();
        return server;
    }
}
