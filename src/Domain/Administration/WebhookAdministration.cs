using System.Globalization;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Where a workspace's events are sent.</summary>
public sealed class WebhookAdministration
{
    // The secret is in no record: whoever repeats a request gets the webhook, and rotates the secret if that was lost.
    private static readonly Repeatable<IssuedWebhook> Issued = new(
        issued => issued.Webhook.Id.ToString(),
        async (store, workspace, id, token) =>
            await store.Webhooks.FindAsync(workspace, new WebhookId(Guid.Parse(id)), token) is { } webhook
                ? new IssuedWebhook(webhook, Secret: null)
                : null);

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;
    private readonly WebhookSecrets secrets;
    private readonly WebhookPolicy policy;

    internal WebhookAdministration(
        IStore store, ChangeRunner changes, ReadGuard guard, WebhookSecrets secrets, WebhookPolicy policy) =>
        (this.store, this.changes, this.guard, this.secrets, this.policy) = (store, changes, guard, secrets, policy);

    /// <summary>Has the events sent that follow its creation.</summary>
    /// <returns>
    /// The webhook and its secret, or what is wrong with it (<see cref="FailureKind.InvalidValue"/>), or <see
    /// cref="FailureKind.QuotaExceeded"/>.
    /// </returns>
    public Task<Result<Committed<IssuedWebhook>>> CreateAsync(
        Call call, NewWebhook wanted, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.WebhooksManage,
            Issued,
            async change =>
            {
                var existing = await change.Unit.Webhooks.ListAsync(call.Workspace, cancellationToken);
                if (existing.Count >= WebhookRules.MaxPerWorkspace)
                {
                    return (Result<IssuedWebhook>)ConnectionRules.TooMany(
                        "webhooks", WebhookRules.MaxPerWorkspace, existing.Count);
                }

                var webhook = new Webhook
                {
                    Workspace = call.Workspace,
                    Id = new WebhookId(change.NewId()),
                    DisplayName = wanted.DisplayName,
                    Url = wanted.Url,
                    EventTypes = wanted.EventTypes.Distinct(StringComparer.Ordinal).ToList(),
                    SecretVersion = 1,
                    Cursor = change.Head.AuditSequence + 1,
                    NextAttempt = change.Now,
                    Created = change.Now,
                    Version = 1,
                };
                if (Refuse(change, webhook) is { } refused)
                {
                    return refused;
                }

                await change.Unit.Webhooks.AddAsync(webhook, cancellationToken);
                await RecordAsync(change, AuditActions.WebhookCreated, null, webhook, cancellationToken);
                return new IssuedWebhook(webhook, secrets.Reveal(webhook));
            },
            cancellationToken);

    public async Task<Result<Webhook>> GetAsync(Call call, WebhookId id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.WebhooksManage, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var webhook = await store.ReadAsync(
            reader => reader.Webhooks.FindAsync(call.Workspace, id, cancellationToken), cancellationToken);
        return webhook is null ? NotFound(id) : webhook;
    }

    /// <summary>All of a workspace, in order of creation.</summary>
    public async Task<Result<IReadOnlyList<Webhook>>> ListAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.WebhooksManage, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        return Result.Of(await store.ReadAsync(
            reader => reader.Webhooks.ListAsync(call.Workspace, cancellationToken), cancellationToken));
    }

    /// <summary>Changes a webhook. Another URL is tried at once, whatever failed at the one before.</summary>
    public Task<Result<Committed<Webhook>>> UpdateAsync(
        Call call, WebhookId id, WebhookChanges wanted, long? etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag,
            AuditActions.WebhookUpdated,
            (change, before) =>
            {
                var after = before with
                {
                    DisplayName = wanted.DisplayName ?? before.DisplayName,
                    Url = wanted.Url ?? before.Url,
                    EventTypes = wanted.EventTypes is { } types && !types.SequenceEqual(before.EventTypes)
                        ? types.Distinct(StringComparer.Ordinal).ToList()
                        : before.EventTypes,
                };
                after = after.Url == before.Url ? after : Afresh(change, after);
                return wanted.Paused switch
                {
                    true when before.Pause is null => after with { Pause = WebhookPause.ByHand, PausedSince = change.Now },
                    false when before.Pause is not null => Resumed(change, after),
                    _ => after,
                };
            },
            cancellationToken);

    /// <summary>Goes on behind the last event that was delivered, at once, whatever it waited for.</summary>
    public Task<Result<Committed<Webhook>>> ResumeAsync(Call call, WebhookId id, CancellationToken cancellationToken) =>
        ChangeAsync(
            call,
            id,
            etag: null,
            AuditActions.WebhookResumed,
            (change, before) => before.Pause is null && before.Failures == 0 ? before : Resumed(change, before),
            cancellationToken);

    /// <summary>Makes a new secret. For a day both sign, the new one and the one that it replaces.</summary>
    public async Task<Result<Committed<IssuedWebhook>>> RotateSecretAsync(
        Call call, WebhookId id, CancellationToken cancellationToken) => await changes.RunAsync(
            call,
            Permissions.WebhooksManage,
            Issued,
            async change =>
            {
                var found = await FindAsync(change, id, etag: null, cancellationToken);
                if (!found.TryGet(out var before, out var failure))
                {
                    return (Result<IssuedWebhook>)failure;
                }

                var after = before with
                {
                    SecretVersion = before.SecretVersion + 1,
                    PreviousSecretEnds = change.Now + WebhookSecrets.Overlap,
                };
                after = await StoreAsync(change, AuditActions.WebhookSecretRotated, before, after, cancellationToken);
                return new IssuedWebhook(after, secrets.Reveal(after));
            },
            cancellationToken);

    public Task<Result<Committed<WebhookId>>> RemoveAsync(
        Call call, WebhookId id, long? etag, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.WebhooksManage,
            Repeatables.WebhookId,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out _, out var failure))
                {
                    return (Result<WebhookId>)failure;
                }

                await change.Unit.Webhooks.RemoveAsync(call.Workspace, id, cancellationToken);
                await change.Unit.Leases.ForgetAsync(WebhookOutbox.LeaseOf(id), cancellationToken);
                await change.RecordAsync(AuditActions.WebhookRemoved, $"webhook:{id}", [], [], cancellationToken);
                return id;
            },
            cancellationToken);

    internal static Failure NotFound(WebhookId id) => Failure.NotFound("Webhook", id.ToString());

    private Task<Result<Committed<Webhook>>> ChangeAsync(
        Call call,
        WebhookId id,
        long? etag,
        string action,
        Func<Change, Webhook, Webhook> apply,
        CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.WebhooksManage,
            Repeatables.Webhook,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out var before, out var failure))
                {
                    return (Result<Webhook>)failure;
                }

                var after = apply(change, before);
                return after == before ? before
                    : Refuse(change, after) is { } refused ? refused
                    : await StoreAsync(change, action, before, after, cancellationToken);
            },
            cancellationToken);

    // A webhook reads the log for whoever sets it up.
    private Failure? Refuse(Change change, Webhook webhook) => change.Standing.May(Permissions.AuditRead)
        ? WebhookRules.Check(webhook, policy)
        : Denials.OfPermission(Permissions.AuditRead);

    private static async ValueTask<Webhook> StoreAsync(
        Change change, string action, Webhook before, Webhook after, CancellationToken cancellationToken)
    {
        var stored = after with { Version = before.Version + 1 };
        await change.Unit.Webhooks.UpdateAsync(stored, cancellationToken);
        await RecordAsync(change, action, before, stored, cancellationToken);
        return stored;
    }

    private static Webhook Resumed(Change change, Webhook webhook) =>
        Afresh(change, webhook) with { Pause = null, PausedSince = null };

    private static Webhook Afresh(Change change, Webhook webhook) =>
        webhook with { Failures = 0, FailingSince = null, LastFailure = null, NextAttempt = change.Now };

    private static async ValueTask<Result<Webhook>> FindAsync(
        Change change, WebhookId id, long? etag, CancellationToken cancellationToken)
    {
        var webhook = await change.Unit.Webhooks.FindAsync(change.WorkspaceId, id, cancellationToken);
        return webhook is null ? NotFound(id)
            : etag is { } seen && seen != webhook.Version ? Denials.OfVersion(webhook.Version)
            : webhook;
    }

    private static ValueTask RecordAsync(
        Change change, string action, Webhook? before, Webhook after, CancellationToken cancellationToken) =>
        change.RecordAsync(action, $"webhook:{after.Id}", [], ChangesOf(before, after).ToList(), cancellationToken);

    private static IEnumerable<AuditChange> ChangesOf(Webhook? before, Webhook after)
    {
        if (before?.DisplayName != after.DisplayName)
        {
            yield return new AuditChange("displayName", before?.DisplayName, after.DisplayName);
        }

        if (before?.Url != after.Url)
        {
            yield return new AuditChange("url", before is null ? null : Masked(before.Url), Masked(after.Url));
        }

        if (before?.EventTypes != after.EventTypes)
        {
            yield return new AuditChange(
                "eventTypes", before is null ? null : string.Join(' ', before.EventTypes), string.Join(' ', after.EventTypes));
        }

        if (before?.Pause != after.Pause)
        {
            yield return new AuditChange("pause", before?.Pause?.ToString(), after.Pause?.ToString());
        }

        if (before is not null && before.SecretVersion != after.SecretVersion)
        {
            yield return new AuditChange("secretVersion", Text(before.SecretVersion), Text(after.SecretVersion));
        }
    }

    // Path and query may hold a secret of the receiver's.
    private static string Masked(string url) => new Uri(url).GetLeftPart(UriPartial.Authority) + "/…";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
