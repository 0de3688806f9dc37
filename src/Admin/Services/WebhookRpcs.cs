using Grpc.Core;
using TeamAccess.Admin.Failures;
using TeamAccess.Admin.Messages;
using TeamAccess.Admin.Requests;
using TeamAccess.Admin.V1;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Admin.Services;

internal sealed class WebhookRpcs(WebhookAdministration webhooks, WebhookTrial trial, PageTokens pages)
    : WebhookService.WebhookServiceBase
{
    public override async Task<CreateWebhookResponse> CreateWebhook(
        CreateWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = new NewWebhook(request.DisplayName, request.Url, [.. request.EventTypes]);
        var created = (await webhooks.CreateAsync(call, wanted, context.CancellationToken)).OrThrow();
        return new CreateWebhookResponse
        {
            Webhook = WebhookMessages.Of(created.Value.Webhook),
            Secret = ChangeAnswers.SecretOf(call, created.Value.Secret),
        }.With(call, created);
    }

    public override async Task<GetWebhookResponse> GetWebhook(GetWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Webhook(call, request.Webhook);
        var found = (await webhooks.GetAsync(call, id, context.CancellationToken)).OrThrow();
        return new GetWebhookResponse { Webhook = WebhookMessages.Of(found) };
    }

    public override async Task<ListWebhooksResponse> ListWebhooks(
        ListWebhooksRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var size = PageTokens.SizeOf(request);
        var after = pages.Open(context, call.Workspace, request);
        var all = (await webhooks.ListAsync(call, context.CancellationToken)).OrThrow();
        var slice = Slice.OfWhole(all, after, size, webhook => webhook.Id.ToString());
        return new ListWebhooksResponse
        {
            Webhooks = { slice.Items.Select(WebhookMessages.Of) },
            NextPageToken = pages.Create(context, call.Workspace, request, slice.Next),
        };
    }

    public override async Task<UpdateWebhookResponse> UpdateWebhook(
        UpdateWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var wanted = request.Webhook ?? throw Invalid.Required("webhook");
        var id = Named.Webhook(call, wanted.Name.Length > 0 ? wanted.Name : wanted.Id, "webhook.name");
        var mask = Mask.Of(request.UpdateMask, wanted, "display_name", "url", "event_types", "paused");
        var changes = new WebhookChanges(
            mask.Has("display_name") ? wanted.DisplayName : null,
            mask.Has("url") ? wanted.Url : null,
            mask.Has("event_types") ? [.. wanted.EventTypes] : null,
            mask.Has("paused") ? wanted.Paused : null);
        var updated = (await webhooks.UpdateAsync(
            call, id, changes, FieldValues.Etag(wanted.Etag, "webhook.etag"), context.CancellationToken)).OrThrow();
        return new UpdateWebhookResponse { Webhook = WebhookMessages.Of(updated.Value) }.With(call, updated);
    }

    public override async Task<DeleteWebhookResponse> DeleteWebhook(
        DeleteWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Webhook(call, request.Webhook);
        var removed = (await webhooks.RemoveAsync(
            call, id, FieldValues.Etag(request.Etag), context.CancellationToken)).OrThrow();
        return new DeleteWebhookResponse { Webhook = Names.Of(call.Workspace, removed.Value) }.With(call, removed);
    }

    public override async Task<RotateWebhookSecretResponse> RotateWebhookSecret(
        RotateWebhookSecretRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Webhook(call, request.Webhook);
        var rotated = (await webhooks.RotateSecretAsync(call, id, context.CancellationToken)).OrThrow();
        return new RotateWebhookSecretResponse
        {
            Webhook = WebhookMessages.Of(rotated.Value.Webhook),
            Secret = ChangeAnswers.SecretOf(call, rotated.Value.Secret),
        }.With(call, rotated);
    }

    public override async Task<ResumeWebhookResponse> ResumeWebhook(
        ResumeWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Webhook(call, request.Webhook);
        var resumed = (await webhooks.ResumeAsync(call, id, context.CancellationToken)).OrThrow();
        return new ResumeWebhookResponse { Webhook = WebhookMessages.Of(resumed.Value) }.With(call, resumed);
    }

    public override async Task<TestWebhookResponse> TestWebhook(TestWebhookRequest request, ServerCallContext context)
    {
        var call = context.CallOf(request);
        var id = Named.Webhook(call, request.Webhook);
        var outcome = (await trial.RunAsync(call, id, context.CancellationToken)).OrThrow();
        return new TestWebhookResponse { Outcome = WebhookMessages.Of(outcome) };
    }
}
