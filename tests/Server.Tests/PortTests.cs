using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>What is for one port is not found on the other, whatever a Host header says.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task ScimOverTheGrpcPort_IsNotFound()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var client = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.FirstRun.ScimToken);
        client.DefaultRequestHeaders.Host = new Uri(server.FirstRun.ScimBaseUrl).Authority;

        using var users = await client.GetAsync(new Uri(server.FirstRun.GrpcAddress + "/scim/v2/Users"));
        using var health = await client.GetAsync(new Uri(server.FirstRun.GrpcAddress + "/health/ready"));

        Assert.Equal(HttpStatusCode.NotFound, users.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, health.StatusCode);
    }

    [Fact]
    public async Task GrpcOverTheHttpPort_IsRefused()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var channel = GrpcChannel.ForAddress(new Uri(server.FirstRun.ScimBaseUrl).GetLeftPart(UriPartial.Authority));

        await Assert.ThrowsAsync<RpcException>(async () => await new MemberService.MemberServiceClient(channel).ListMembersAsync(
            new ListMembersRequest(), server.OwnerHeaders));
    }
}
