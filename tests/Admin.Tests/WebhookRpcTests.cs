using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;

namespace TeamAccess.Admin.Tests;

public sealed class WebhookRpcTests : IAsyncLifetime
{
    private const string Url = "https://hooks.example.com/in?key=hidden-key";

    private readonly AdminHost host = new();

    private WebhookService.WebhookServiceClient Owner => new(host.AsOwner());

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Create_ShowsItsSecretOnce_AndTheLogHasNeitherThatNorTheWholeUrl()
    {
        var created = await CreateAsync("id-1");
        var again = await CreateAsync("id-1");
        var read = await Owner.GetWebhookAsync(new GetWebhookRequest { Webhook = created.Webhook.Name });

        Assert.StartsWith("whsec_", created.Secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(created.Secret["whsec_".Length..]).Length);
        Assert.Equal("", again.Secret);
        Assert.Equal(created.Webhook, again.Webhook);
        Assert.Equal(created.Webhook, read.Webhook);
        Assert.Equal(Url, read.Webhook.Url);
        var events = await new AuditService.AuditServiceClient(host.AsOwner())
            .QueryAuditEventsAsync(new QueryAuditEventsRequest { Action = "webhook." });
        var audited = Assert.Single(events.AuditEvents);
        Assert.Equal("webhook.created", audited.Action);
        Assert.Equal(audited.Sequence, read.Webhook.DeliveredSequence);
        foreach (var text in (string[])[audited.ToString(), .. host.Log.Lines.Select(line => line.ToString())])
        {
            Assert.DoesNotContain("hidden-key", text, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", text, StringComparison.Ordinal);
            Assert.DoesNotContain(created.Secret["whsec_".Length..], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Create_ValidatedOnly_KeepsNothingAndTellsNoSecret()
    {
        var answer = await Owner.CreateWebhookAsync(
            new CreateWebhookRequest { DisplayName = "x", Url = Url, ValidateOnly = true });

        Assert.Equal("", answer.Secret);
        Assert.Empty((await Owner.ListWebhooksAsync(new ListWebhooksRequest())).Webhooks);
    }

    [Fact]
    public async Task Create_TwentyFirst_IsRefused()
    {
        for (var number = 0; number < 20; number++)
        {
            await CreateAsync();
        }

        await Owner.CreateWebhookAsync(new CreateWebhookRequest { DisplayName = "x", Url = Url })
            .RefusedAsync(StatusCode.ResourceExhausted, "LIMIT_REACHED");

        var names = new List<string>();
        var request = new ListWebhooksRequest { PageSize = 7 };
        do
        {
            var page = await Owner.ListWebhooksAsync(request);
            names.AddRange(page.Webhooks.Select(webhook => webhook.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(20, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("http://hooks.example.com/", "INVALID_VALUE")]
    [InlineData("http://127.0.0.1/", "INVALID_VALUE")]
    [InlineData("https://user:password@hooks.example.com/", "INVALID_VALUE")]
    [InlineData("https://hooks.example.com/#part", "INVALID_VALUE")]
    [InlineData("/relative", "INVALID_VALUE")]
    [InlineData("ftp://hooks.example.com/", "INVALID_VALUE")]
    [InlineData("https://10.0.0.1/", "PRIVATE_ADDRESS")]
    [InlineData("https://localhost/", "PRIVATE_ADDRESS")]
    public async Task Url_ThatMustNotBeReached_IsRefused(string url, string reason)
    {
        var there = (await CreateAsync()).Webhook;

        await Owner.CreateWebhookAsync(new CreateWebhookRequest { DisplayName = "x", Url = url })
            .RefusedAsync(StatusCode.InvalidArgument, reason);
        await Owner.UpdateWebhookAsync(new UpdateWebhookRequest { Webhook = new Webhook { Name = there.Name, Url = url } })
            .RefusedAsync(StatusCode.InvalidArgument, reason);
    }

    [Fact]
    public async Task Role_BelowAdmin_OrKeyWithoutThePermission_DoesNothing()
    {
        var there = (await CreateAsync()).Webhook;
        var manager = await host.MemberAsync("Manager");
        var key = await new ApiKeyService.ApiKeyServiceClient(host.AsOwner()).CreateApiKeyAsync(
            new CreateApiKeyRequest { DisplayName = "k", Permissions = { "webhooks.manage" } });

        foreach (var (method, request) in RequestsFor(there.Name))
        {
            await host.As(manager.Token).Call(method, request).RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
        }

        // What a webhook sends is the log: without the permission to read that, none is set up.
        var refused = await new WebhookService.WebhookServiceClient(host.As(key.Token))
            .CreateWebhookAsync(new CreateWebhookRequest { DisplayName = "x", Url = Url })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
        Assert.Equal("audit.read", refused.Info().Metadata["permission"]);
    }

    [Fact]
    public async Task Workspace_Other_FindsNothingOfThisOne()
    {
        var there = (await CreateAsync()).Webhook;
        var stranger = await host.MemberAsync("Owner", workspace: new Domain.WorkspaceId("elsewhere"));

        foreach (var (method, request) in RequestsFor(there.Id).Where(call => !call.Method.EndsWith("CreateWebhook", StringComparison.Ordinal)
            && !call.Method.EndsWith("ListWebhooks", StringComparison.Ordinal)))
        {
            await host.As(stranger.Token).Call(method, request).RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
        }

        await host.As(stranger.Token).Call("WebhookService/GetWebhook", new GetWebhookRequest { Webhook = there.Name })
            .RefusedAsync(StatusCode.PermissionDenied, "OTHER_WORKSPACE");
        var list = await new WebhookService.WebhookServiceClient(host.As(stranger.Token)).ListWebhooksAsync(new ListWebhooksRequest());
        Assert.Empty(list.Webhooks);
    }

    [Fact]
    public async Task Update_ByMask_ChangesTheseFieldsOnly_AndAnOldEtagIsRefused()
    {
        var before = (await CreateAsync()).Webhook;
        var wanted = new Webhook { Name = before.Name, Etag = before.Etag, DisplayName = "New", EventTypes = { "group.*" }, Paused = true };

        var after = (await Owner.UpdateWebhookAsync(new UpdateWebhookRequest
        {
            Webhook = wanted,
            UpdateMask = FieldMask.FromString("display_name,paused"),
        })).Webhook;

        Assert.Equal(("New", true, WebhookPause.ByHand), (after.DisplayName, after.Paused, after.Pause));
        Assert.Equal(before.EventTypes, after.EventTypes);
        Assert.Equal(Url, after.Url);
        Assert.NotEqual(before.Etag, after.Etag);
        await Owner.UpdateWebhookAsync(new UpdateWebhookRequest { Webhook = wanted })
            .RefusedAsync(StatusCode.Aborted, "VERSION_MISMATCH");
        await Owner.UpdateWebhookAsync(new UpdateWebhookRequest
        {
            Webhook = new Webhook { Name = before.Name, EventTypes = { "member.creatd" } },
        }).RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");

        var resumed = await Owner.ResumeWebhookAsync(new ResumeWebhookRequest { Webhook = before.Name });
        var nothing = await Owner.ResumeWebhookAsync(new ResumeWebhookRequest { Webhook = before.Name });
        Assert.False(resumed.Webhook.Paused);
        Assert.Equal("", nothing.AuditEvent);
    }

    [Fact]
    public async Task Rotate_MakesAnotherSecret_AndDelete_EndsIt()
    {
        var created = await CreateAsync();

        var rotated = await Owner.RotateWebhookSecretAsync(new RotateWebhookSecretRequest { Webhook = created.Webhook.Name });

        Assert.NotEqual(created.Secret, rotated.Secret);
        Assert.NotNull(rotated.Webhook.PreviousSecretExpireTime);
        await Owner.DeleteWebhookAsync(new DeleteWebhookRequest { Webhook = created.Webhook.Name });
        await Owner.GetWebhookAsync(new GetWebhookRequest { Webhook = created.Webhook.Name })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
        await Owner.DeleteWebhookAsync(new DeleteWebhookRequest { Webhook = created.Webhook.Name })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Test_WhereNothingIsSent_SaysSo()
    {
        var there = (await CreateAsync()).Webhook;

        await Owner.TestWebhookAsync(new TestWebhookRequest { Webhook = there.Name })
            .RefusedAsync(StatusCode.Unavailable, "NO_SENDER");
    }

    private static IEnumerable<(string Method, Google.Protobuf.IMessage Request)> RequestsFor(string webhook) =>
    [
        ("WebhookService/CreateWebhook", new CreateWebhookRequest { DisplayName = "x", Url = Url }),
        ("WebhookService/GetWebhook", new GetWebhookRequest { Webhook = webhook }),
        ("WebhookService/ListWebhooks", new ListWebhooksRequest()),
        ("WebhookService/UpdateWebhook", new UpdateWebhookRequest
        {
            Webhook = webhook.Contains('/', StringComparison.Ordinal)
                ? new Webhook { Name = webhook, DisplayName = "y" }
                : new Webhook { Id = webhook, DisplayName = "y" },
        }),
        ("WebhookService/DeleteWebhook", new DeleteWebhookRequest { Webhook = webhook }),
        ("WebhookService/RotateWebhookSecret", new RotateWebhookSecretRequest { Webhook = webhook }),
        ("WebhookService/ResumeWebhook", new ResumeWebhookRequest { Webhook = webhook }),
        ("WebhookService/TestWebhook", new TestWebhookRequest { Webhook = webhook }),
    ];

    private async Task<CreateWebhookResponse> CreateAsync(string requestId = "") => await Owner.CreateWebhookAsync(
        new CreateWebhookRequest { DisplayName = "Receiver", Url = Url, EventTypes = { "member.*" }, RequestId = requestId });
}
