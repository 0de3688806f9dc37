using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>What one request leaves for the next holds, whichever node the next one comes to.</summary>
[Collection(TwoNodesFixture.Name)]
public sealed class SharedStateTests(TwoNodesFixture fixture)
{
    private readonly TwoNodes nodes = fixture.Nodes;

    [Fact]
    public async Task PagesAndCursors_OfOneNode_AreReadByTheOther()
    {
        for (var number = 0; number < 5; number++)
        {
            await nodes.A.Scim.CreateUserAsync($"page{number}");
        }

        var names = new List<string>();
        var cursor = "";
        for (var page = 0; page == 0 || cursor.Length > 0; page++)
        {
            var answer = await (page % 2 == 0 ? nodes.A : nodes.B).Scim.GetFromJsonAsync<JsonElement>(
                $"Users?count=1&sortBy=userName&filter=userName sw \"page\"&cursor={cursor}");
            names.AddRange(answer.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString()!));
            cursor = answer.TryGetProperty("nextCursor", out var next) ? next.GetString()! : "";
        }

        Assert.Equal(["page0", "page1", "page2", "page3", "page4"], names);

        var request = new ListMembersRequest { PageSize = 2 };
        request.PageToken = (await new MemberService.MemberServiceClient(nodes.A.Channel).ListMembersAsync(request, nodes.Owner)).NextPageToken;
        var second = await new MemberService.MemberServiceClient(nodes.B.Channel).ListMembersAsync(request, nodes.Owner);
        Assert.Equal(2, second.Members.Count);
    }

    [Fact]
    public async Task Request_RepeatedAtTheOtherNode_IsAnsweredAndNotDoneAgain()
    {
        var request = new CreateApiKeyRequest { DisplayName = "once", RequestId = "r1" };

        var first = await nodes.A.Keys().CreateApiKeyAsync(request, nodes.Owner);
        var second = await nodes.B.Keys().CreateApiKeyAsync(request, nodes.Owner);

        Assert.Equal(first.ApiKey.Id, second.ApiKey.Id);
        Assert.Single(await nodes.A.KeyNamesAsync(nodes.Owner), name => name == "once");
    }

    [Fact]
    public async Task AccessToken_OfOneNode_WorksAtTheOther_AndEndsWithItsSecret()
    {
        var secret = await nodes.A.Directory().CreateClientSecretAsync(
            new CreateClientSecretRequest { Connection = await nodes.A.ConnectionAsync(nodes.Owner) }, nodes.Owner);
        using var http = new HttpClient { BaseAddress = nodes.A.Process.HttpAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(secret.ClientId)}:{secret.Secret}")));
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var answer = await http.PostAsync(new Uri("oauth2/token", UriKind.Relative), form);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        using var directory = nodes.B.ScimAs(token);
        Assert.Equal(HttpStatusCode.OK, await directory.StatusOfAsync("Users?count=1"));

        await nodes.A.Directory().RevokeClientSecretAsync(
            new RevokeClientSecretRequest { ClientSecret = secret.ClientSecret.Name }, nodes.Owner);

        Assert.Equal(HttpStatusCode.Unauthorized, await directory.StatusOfAsync("Users?count=1"));
    }

    [Fact]
    public async Task GroupsOfAUser_ChangedThroughOneNode_AreNewAtTheOther()
    {
        var ann = await nodes.A.Scim.CreateUserAsync("ann");
        for (var number = 0; number < 6; number++)
        {
            var (writes, reads) = number % 2 == 0 ? (nodes.A, nodes.B) : (nodes.B, nodes.A);
            Assert.Equal(number, await GroupsAsync(reads));

            using var made = await writes.Scim.PostAsJsonAsync(
                "Groups", new { displayName = $"group{number}", members = new[] { new { value = ann } } });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);

            Assert.Equal(number + 1, await GroupsAsync(reads));
        }

        async Task<int> GroupsAsync(Node node)
        {
            var user = await node.Scim.GetFromJsonAsync<JsonElement>($"Users/{ann}");
            return user.TryGetProperty("groups", out var groups) ? groups.GetArrayLength() : 0;
        }
    }

    [Fact]
    public async Task MassChange_SpreadOverBothNodes_IsHeldAtBoth()
    {
        // In a workspace of its own: the limit is a share of the members.
        var hasty = await new WorkspaceService.WorkspaceServiceClient(nodes.A.Channel).CreateWorkspaceAsync(
            new CreateWorkspaceRequest { WorkspaceId = "hasty", DisplayName = "Hasty", OwnerUserName = "owner@hasty.test" },
            nodes.Owner);
        var (directory, owner) = (nodes.A.Directory(), ServerProcess.Headers(hasty.OwnerToken));
        var connection = (await directory.CreateConnectionAsync(
            new CreateConnectionRequest { DisplayName = "Hasty" }, owner)).Connection;
        await directory.UpdateConnectionAsync(
            new UpdateConnectionRequest
            {
                Connection = new Connection { Name = connection.Name, BreakerMaxMembers = 2, BreakerMaxPercent = 1 },
                UpdateMask = FieldMask.FromString("breaker_max_members,breaker_max_percent"),
            },
            owner);
        var token = (await directory.CreateConnectionTokenAsync(
            new CreateConnectionTokenRequest { Connection = connection.Name }, owner)).Token;
        using var a = nodes.A.ScimAs(token);
        using var b = nodes.B.ScimAs(token);
        var users = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            users.Add(await a.CreateUserAsync($"gone{number}"));
        }

        using var first = await a.DeleteAsync($"Users/{users[0]}");
        using var second = await b.DeleteAsync($"Users/{users[1]}");
        using var third = await a.DeleteAsync($"Users/{users[2]}");
        using var fourth = await b.DeleteAsync($"Users/{users[3]}");

        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            [first.StatusCode, second.StatusCode, third.StatusCode, fourth.StatusCode]);
    }

    [Fact]
    public async Task ProvisioningLog_OfBothNodes_IsOne_AndTheOtherReplays()
    {
        // Refused at one node, since the name was taken; free again; replayed at the other.
        var rex = await nodes.A.Scim.CreateUserAsync("rex");
        using var refused = await nodes.A.Scim.PostUserAsync("rex");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var deleted = await nodes.B.Scim.DeleteAsync($"Users/{rex}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var conflict = await LoggedAsync(nodes.B, "POST", 4);
        await LoggedAsync(nodes.A, "DELETE", 2);

        var replayed = await nodes.B.Directory().ReplayProvisioningRequestAsync(
            new ReplayProvisioningRequestRequest { ProvisioningRequest = conflict.Name }, nodes.Owner);

        Assert.Equal(201, replayed.ProvisioningRequest.Status);
        Assert.Contains("rex", await nodes.A.Scim.UserNamesAsync());
    }

    // The log is written behind the requests.
    private async Task<ProvisioningRequest> LoggedAsync(Node node, string method, int statusClass)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var page = await node.Directory().ListProvisioningRequestsAsync(
                new ListProvisioningRequestsRequest { Method = method, StatusClass = statusClass }, nodes.Owner);
            if (page.ProvisioningRequests is [var found, ..])
            {
                return found;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
