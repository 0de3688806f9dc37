using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

/// <summary>Client secrets, federation, allow-list and rotation of a connection.</summary>
public sealed class DirectoryCredentialTests(AdminHost host) : IClassFixture<AdminHost>
{
    private DirectoryService.DirectoryServiceClient Directory => new(host.AsOwner());

    [Fact]
    public async Task ClientSecret_FromBeginningToEnd_TwoLiveAtMost()
    {
        var connection = await NewAsync();
        var wanted = new CreateClientSecretRequest { Connection = connection.Name };
        var validated = await Directory.CreateClientSecretAsync(
            new CreateClientSecretRequest { Connection = connection.Name, ValidateOnly = true });
        var named = new CreateClientSecretRequest { Connection = connection.Name, RequestId = "secret-1" };
        var first = await Directory.CreateClientSecretAsync(named);
        var again = await Directory.CreateClientSecretAsync(named);
        var second = await Directory.CreateClientSecretAsync(wanted);

        Assert.Equal(("", "", connection.ClientId), (validated.Secret, again.Secret, first.ClientId));
        Assert.StartsWith("ta_secret_", first.Secret, StringComparison.Ordinal);
        Assert.NotEmpty(first.AuditEvent);
        await Directory.CreateClientSecretAsync(wanted).RefusedAsync(StatusCode.ResourceExhausted, "LIMIT_REACHED");

        var revoked = await Directory.RevokeClientSecretAsync(
            new RevokeClientSecretRequest { ClientSecret = first.ClientSecret.Name });
        var listed = await Directory.ListClientSecretsAsync(new ListClientSecretsRequest { Connection = connection.Name });
        Assert.NotNull(revoked.ClientSecret.RevokeTime);
        Assert.Equal([revoked.ClientSecret, second.ClientSecret], listed.ClientSecrets);
        Assert.Empty((await Directory.ListConnectionTokensAsync(
            new ListConnectionTokensRequest { Connection = connection.Name })).ConnectionTokens);
        await Directory.RevokeConnectionTokenAsync(
                new RevokeConnectionTokenRequest { ConnectionToken = second.ClientSecret.Id })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
        await host.As(second.Secret).Call("MemberService/ListMembers")
            .RefusedAsync(StatusCode.Unauthenticated, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task ConnectionToken_Rotated_OldLivesForTheOverlap()
    {
        var connection = await NewAsync();
        var old = await Directory.CreateConnectionTokenAsync(new CreateConnectionTokenRequest { Connection = connection.Name });

        var rotated = await Directory.RotateConnectionTokenAsync(new RotateConnectionTokenRequest
        {
            ConnectionToken = old.ConnectionToken.Name,
            Overlap = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
        });
        var tokens = (await Directory.ListConnectionTokensAsync(
            new ListConnectionTokensRequest { Connection = connection.Name })).ConnectionTokens;

        Assert.StartsWith("ta_scim_", rotated.Token, StringComparison.Ordinal);
        Assert.InRange(
            tokens[0].ExpireTime.ToDateTimeOffset() - host.Clock.GetUtcNow(), TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Null(tokens[1].ExpireTime);
        await Directory.RotateConnectionTokenAsync(
                new RotateConnectionTokenRequest { ConnectionToken = rotated.ConnectionToken.Name })
            .RefusedAsync(StatusCode.ResourceExhausted, "LIMIT_REACHED");
    }

    [Fact]
    public async Task Federation_SetAndCleared_IsOnTheConnection()
    {
        var connection = await NewAsync();
        var federation = new Federation
        {
            Issuer = "https://login.example/t/v2.0",
            Audience = "api://app",
            Subject = "subject",
            TenantId = "t",
            JwksUri = "https://login.example/keys",
        };

        var set = await Directory.SetConnectionFederationAsync(new SetConnectionFederationRequest
        {
            Connection = connection.Name,
            Federation = federation,
            Etag = connection.Etag,
        });
        var cleared = await Directory.SetConnectionFederationAsync(
            new SetConnectionFederationRequest { Connection = connection.Name });

        Assert.Equal(federation, set.Connection.Federation);
        Assert.Null(cleared.Connection.Federation);
        federation.JwksUri = "http://login.example/keys";
        await Directory.SetConnectionFederationAsync(
                new SetConnectionFederationRequest { Connection = connection.Name, Federation = federation })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    [Fact]
    public async Task AllowedRoles_Set_BoundDefaultAndMappings()
    {
        var connection = await NewAsync();
        var updated = await UpdateAsync(connection, "member", "operator");
        Assert.Equal(["Member", "Operator"], updated.Connection.AllowedRoles);

        await Directory.CreateRoleMappingAsync(Mapping(connection, "operator"));
        await Directory.CreateRoleMappingAsync(Mapping(connection, "manager"))
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
        await Assert.ThrowsAsync<RpcException>(() => UpdateAsync(connection, "operator"));
        await Assert.ThrowsAsync<RpcException>(() => UpdateAsync(connection, "member", "owner"));
        Assert.Empty((await UpdateAsync(connection)).Connection.AllowedRoles);
    }

    private static CreateRoleMappingRequest Mapping(Connection connection, string role) =>
        new() { Connection = connection.Name, GroupDisplayName = role, Role = role };

    private async Task<UpdateConnectionResponse> UpdateAsync(Connection connection, params string[] roles) =>
        await Directory.UpdateConnectionAsync(new UpdateConnectionRequest
        {
            Connection = new Connection { Name = connection.Name, AllowedRoles = { roles } },
            UpdateMask = new FieldMask { Paths = { "allowed_roles" } },
        });

    private async Task<Connection> NewAsync() => (await Directory.CreateConnectionAsync(
        new CreateConnectionRequest { DisplayName = "Entra", DefaultRole = "member", RoleCeiling = "admin" })).Connection;
}
