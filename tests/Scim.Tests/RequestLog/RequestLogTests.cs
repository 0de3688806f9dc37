using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.RequestLog;

public sealed class RequestLogTests : ScimHost
{
    /// <summary>For paths, which the framework's own log may show.</summary>
    private const string Canary = "c4n4ry";

    [Fact]
    public async Task Request_Created_IsThereWithItsOutcomeAndNothingPersonal()
    {
        var name = NewName();
        var answer = await Client.PostAsync(
            "/Users",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{name}}","password":"{{name}}","roles":[{"value":"{{name}}"}]}""",
            ("User-Agent", $"Okta SCIM Client 1.0.0 {name}"));
        var duplicate = await Client.PostAsync("/Users", Bodies.User(name));
        var found = await Client.GetAsync($"/Users?filter=userName eq \"{name}\"");

        var entries = await ListAsync();

        Assert.Equal([200, 409, 201], entries.Select(entry => entry.Status));
        var (list, refused, created) = (entries[0], entries[1], entries[2]);
        Assert.Equal(("/Users?filter=userName eq \"***\"", "GET", "Users"), (list.Path, list.Method, list.ResourceType));
        Assert.Equal(("uniqueness", duplicate["detail"]!.GetValue<string>()), (refused.ScimType, refused.Detail));
        Assert.Equal((Guid.Parse(answer.Id), ClientFamily.Okta, true), (created.ResourceId, created.Client, created.NamesUnknownRole));
        Assert.Equal(answer.Headers["X-Request-Id"], created.RequestId);
        Assert.Equal((One.Connection, Dialect.Compatible), (created.Connection, created.Dialect));
        Assert.True(created is { RequestSize: > 0, ResponseSize: > 0, Duration.Ticks: > 0 });
        Assert.Contains("\"userName\":\"***\"", created.Request!.Json, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{answer.Id}\"", created.Response!.Json, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, found["totalResults"]!.GetValue<int>());
    }

    [Fact]
    public async Task Request_RefusedInEveryWay_IsThereUnlessNobodyIsBehindIt()
    {
        await Client.GetAsync($"/Users/{Canary}");
        await Client.PostAsync("/Users", $"{{\"userName\": {Canary}");
        await Client.GetAsync($"/{Canary}/x");
        await Client.SendAsync("PUT", "/Users", "{}");
        await ClientOf(null).GetAsync("/Users");
        await ClientOf("ta_scim_nothing").GetAsync("/Users");
        await ClientOf(One.OwnerToken).GetAsync("/Users");

        var entries = await ListAsync();

        Assert.Equal([405, 404, 400, 404], entries.Select(entry => entry.Status));
        Assert.Equal("User '***' does not exist.", entries[3].Detail);
        Assert.True(entries[2] is { Request: null, RequestSize: > 0, Sealed.IsEmpty: true });
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_OfAPausedConnection_IsThereAs403()
    {
        await Services.GetRequiredService<DirectoryAdministration>().UpdateConnectionAsync(
            One.Owner, One.Connection, new ConnectionChanges(null, null, null, null, Paused: true), null, CancellationToken.None);

        (await Client.GetAsync("/Users")).ShouldBeError(403);

        Assert.Equal(403, Assert.Single(await ListAsync()).Status);
    }

    [Fact]
    public async Task Bulk_EachOperation_HasAnEntryUnderTheBulksRequest()
    {
        var answer = await Client.PostAsync(
            "/Bulk",
            $$$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
             {"method":"POST","path":"/Users","bulkId":"{{{Marker}}}","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{{NewName()}}}"}},
             {"method":"DELETE","path":"/Users/{{{Canary}}}"}]}
            """,
            ("User-Agent", "JumpCloud"));

        var entries = await ListAsync();

        Assert.Equal(["/Bulk", "/Users/***", "/Users"], entries.Select(entry => entry.Path));
        Assert.Equal([200, 404, 201], entries.Select(entry => entry.Status));
        Assert.All(entries, entry => Assert.Equal(
            (answer.Headers["X-Request-Id"], ClientFamily.JumpCloud), (entry.RequestId, entry.Client)));
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Marker, JsonSerializer.Serialize(entries), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task List_OtherWorkspaceOrWrongRole_SeesNothing()
    {
        await Client.GetAsync("/Users");
        var log = Services.GetRequiredService<ProvisioningLog>();
        var entry = Assert.Single(await ListAsync());

        Assert.Empty(await ListAsync(Two.Owner));
        Assert.False((await log.GetAsync(Two.Owner, entry.Id, CancellationToken.None)).TryGet(out _, out var failure));
        Assert.Equal(FailureKind.NotFound, failure!.Kind);
        var abroad = Two.Owner with { Workspace = One.Id };
        Assert.False((await log.ListAsync(abroad, new ProvisioningQuery(), 10, CancellationToken.None)).TryGet(out _, out failure));
        Assert.Equal(FailureKind.PermissionDenied, failure!.Kind);
    }

    [Fact]
    public async Task Seal_OtherPepperEntryOrWorkspace_DoesNotOpen()
    {
        var name = NewName();
        await Client.PostAsync("/Users", Bodies.User(name), ("If-Match", "W/\"1\""));
        await Client.GetAsync($"/Users?filter=userName eq \"{name}\"");
        var entries = await ListAsync();
        var (second, first) = (entries[0], entries[1]);
        var seal = Services.GetRequiredService<RequestSeal>();
        var other = new RequestSeal(new TokenPepper([.. Enumerable.Repeat((byte)1, TokenPepper.Length)]));

        Assert.Equal(new StoredRequest("/Users", "W/\"1\"", Bodies.User(name)), seal.Open(first));
        Assert.Contains(name, Uri.UnescapeDataString(seal.Open(second)!.Path), StringComparison.Ordinal);
        Assert.Null(other.Open(first));
        Assert.Null(seal.Open(first with { Sealed = second.Sealed }));
        Assert.Null(seal.Open(first with { Workspace = Two.Id }));
        Assert.Null(seal.Open(first with { Sealed = ReadOnlyMemory<byte>.Empty }));
        Assert.DoesNotContain(name, seal.Open(first)!.ToString(), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<ProvisioningEntry>> ListAsync(Call? call = null) => LogReading.ListAsync(this, call);
}
